// Preload of the host's file dialog: its question, a folder's entries, and the answer.
const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('files', {
  question: () => ipcRenderer.invoke('files:question'),
  list: (folder) => ipcRenderer.invoke('files:list', folder),
  answer: (paths) => ipcRenderer.invoke('files:answer', paths),
})
