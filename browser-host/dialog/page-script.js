// The file dialog: walk with the arrow keys, Enter opens or chooses, Escape cancels, Backspace goes up; or type a path and press Enter.
const texts = {
  zh: { up: '上一级', home: '主目录', path: '文件或文件夹路径', all: '显示所有文件', cancel: '取消', open: '选择', save: '保存', empty: '此文件夹中没有可选的文件。', nothing: '没有这个文件或文件夹。', noFolder: '没有这个文件夹。', exists: '已有同名文件，再按一次“保存”将覆盖它。', choose: '请选择一个文件。' },
  en: { up: 'Up', home: 'Home', path: 'Path of a file or folder', all: 'Show all files', cancel: 'Cancel', open: 'Choose', save: 'Save', empty: 'No file to choose in this folder.', nothing: 'There is no such file or folder.', noFolder: 'There is no such folder.', exists: 'A file with this name exists. Press Save again to overwrite it.', choose: 'Choose a file.' },
}
const at = (id) => document.getElementById(id)
const state = { question: null, place: null, shown: [], chosen: new Set(), active: -1, overwrite: null }

const say = (text = '') => { at('note').textContent = text }
const sizeText = (bytes) => bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1048576).toFixed(1)} MiB`
const joined = (folder, name) => folder.endsWith(state.place.separator) ? `${folder}${name}` : `${folder}${state.place.separator}${name}`

function draw() {
  const { place } = state
  state.shown = place.entries.filter((each) => each.matches || at('all').checked)
  at('list').replaceChildren(...state.shown.map((entry, index) => {
    const row = document.createElement('li')
    row.id = `row-${index}`
    row.setAttribute('role', 'option')
    row.setAttribute('aria-selected', String(state.chosen.has(entry.path) || index === state.active))
    const part = (className, text) => Object.assign(document.createElement('span'), { className, textContent: text })
    row.append(part('kind', entry.kind === 'folder' ? '▸' : ''), part('name', entry.name), part('size', entry.kind === 'folder' ? '' : sizeText(entry.size)))
    row.addEventListener('click', (event) => { activate(index, event.ctrlKey || event.metaKey) })
    row.addEventListener('dblclick', () => { void take(entry) })
    return row
  }))
  at('list').setAttribute('aria-activedescendant', state.active < 0 ? '' : `row-${state.active}`)
  document.getElementById(`row-${state.active}`)?.scrollIntoView({ block: 'nearest' })
  if (state.shown.length === 0) say(texts[state.question.language].empty)
}

function activate(index, adds) {
  const entry = state.shown[index]
  if (entry === undefined) return
  state.active = index
  if (!adds || !state.question.several) state.chosen.clear()
  if (entry.kind === 'file') {
    state.chosen.add(entry.path)
    at('path').value = entry.path
  }
  state.overwrite = null
  say()
  draw()
}

async function take(entry) {
  if (entry.kind === 'folder') await walk(entry.path)
  else if (state.question.kind === 'save') at('path').value = entry.path
  else await window.files.answer([entry.path])
}

function enter(place) {
  state.place = place
  state.chosen.clear()
  state.active = -1
  at('path').value = state.question.kind === 'save' ? joined(place.folder, state.question.name) : place.folder
  at('up').disabled = place.parent === null
  say()
  draw()
}

async function walk(folder) {
  const place = await window.files.list(folder)
  if (place.kind === 'folder') enter(place)
}

async function accept() {
  const text = texts[state.question.language]
  const typed = at('path').value.trim()
  if (state.question.several && state.chosen.size > 1) return await window.files.answer([...state.chosen])
  const active = state.shown[state.active]
  if (active?.kind === 'folder' && document.activeElement === at('list')) return await walk(active.path)
  const place = await window.files.list(typed)
  if (place.kind === 'folder') {
    if (place.folder === state.place.folder) say(text.choose)
    else enter(place)
    return
  }
  if (state.question.kind === 'open') return place.kind === 'file' ? await window.files.answer([place.path]) : say(text.nothing)
  if (place.kind === 'nothing') return place.hasFolder ? await window.files.answer([place.path]) : say(text.noFolder)
  if (state.overwrite === place.path) return await window.files.answer([place.path])
  state.overwrite = place.path
  say(text.exists)
}

function keys(event) {
  const { key } = event
  if (key === 'Escape') void window.files.answer([])
  else if (event.target !== at('list')) return
  else if (key === 'ArrowDown') activate(Math.min(state.active + 1, state.shown.length - 1), event.shiftKey)
  else if (key === 'ArrowUp') activate(Math.max(state.active - 1, 0), event.shiftKey)
  else if (key === 'Home') activate(0, false)
  else if (key === 'End') activate(state.shown.length - 1, false)
  else if (key === 'Backspace' && state.place.parent !== null) void walk(state.place.parent)
  else if (key === 'Enter') void accept()
  else return
  event.preventDefault()
}

async function start() {
  const question = await window.files.question()
  state.question = question
  const text = texts[question.language]
  document.documentElement.lang = question.language === 'zh' ? 'zh-CN' : 'en'
  document.title = question.title
  for (const [id, words] of [['title', question.title], ['up', text.up], ['home', text.home], ['path-label', text.path], ['all-label', text.all], ['cancel', text.cancel], ['accept', text[question.kind]]]) at(id).textContent = words
  at('list').setAttribute('aria-label', question.title)
  at('list').setAttribute('aria-multiselectable', String(question.several))
  at('all').checked = question.extensions.length === 0
  at('all').parentElement.hidden = question.extensions.length === 0
  at('all').addEventListener('change', draw)
  at('up').addEventListener('click', () => { void walk(state.place.parent) })
  at('home').addEventListener('click', () => { void walk(state.place.home) })
  at('cancel').addEventListener('click', () => { void window.files.answer([]) })
  at('path').addEventListener('input', () => { state.chosen.clear(); state.active = -1; draw() })
  at('dialog').addEventListener('submit', (event) => { event.preventDefault(); void accept() })
  document.addEventListener('keydown', keys)
  const first = await window.files.list(question.folder)
  enter(first.kind === 'folder' ? first : await window.files.list('~'))
  at('path').focus()
  at('path').select()
}
void start()
