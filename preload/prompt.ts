import { contextBridge, ipcRenderer } from 'electron'
import { promptChannels, prompterName, type Answer, type Asked, type Prompter } from './prompt-contract.ts'

/** The preload of the prompt window: its one question and its one answer. */
const prompter: Prompter = {
  question: () => ipcRenderer.invoke(promptChannels.question) as Promise<Asked>,
  answer: (answer: Answer) => ipcRenderer.invoke(promptChannels.answer, answer) as Promise<void>,
}

contextBridge.exposeInMainWorld(prompterName, prompter)
