import type { IpcMainInvokeEvent, WebContents } from 'electron'

/**
 * Whether a message comes from the top frame of this page: the frame is still there, has no parent, is the main frame of these very
 * contents, and shows our origin. Everything unknown is no.
 */
export function isTopFrameOf(event: IpcMainInvokeEvent, contents: WebContents | null, origin: string): boolean {
  const frame = event.senderFrame
  if (contents === null || frame === null || event.sender !== contents || frame.parent !== null) return false
  return frame.frameTreeNodeId === contents.mainFrame.frameTreeNodeId && isOf(frame.url, origin)
}

function isOf(address: string, origin: string): boolean {
  try {
    const url = new URL(address)
    return `${url.protocol}//${url.host}` === origin && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
