// The window of the chat: a dialog beside the page, or over all of it on a phone.
import {talk} from './talk.js'

export function panel(host) {
  const {clinic, el, icon, elsewhere, links, shadow, speak} = host
  const narrow = matchMedia('(max-width: 480px)')
  const touch = matchMedia('(pointer: coarse)')
  const still = new CSSStyleSheet()
  let unread = 0
  let follow = true
  let latest, offered, shown, ending

  const number = (say, scheme, number) => el('a.pill', {href: scheme + number},
    el('span', {}, el('span', {say}), ' ' + number))
  const ask = say => el('button.quick.' + say, {say, onclick: () => write({text: clinic.words[say][0]})})
  const choices = buttons => {
    const times = buttons.every(button => /\d:\d\d/.test(button.textContent))
    // A day and a time stand in two lines rather than be torn apart anywhere.
    if (times) for (const button of buttons) button.textContent = button.textContent.replace(/ (?!\d+:)/g, '\xa0')
    return el('div.choices.' + (times ? 'times' : 'row'), {}, ...buttons)
  }

  const writer = el('p.writer', {say: 'automated'})
  const heading = el('h2', {id: 'title', tabIndex: -1, say: 'title'})
  const more = el('button.icon.more', {
    say: 'more', 'aria-controls': 'actions', 'aria-expanded': false, onclick: () => unfold(actions.hidden),
  }, icon('M5 12h.01M12 12h.01M19 12h.01'))
  const end = el('button.end', {say: 'end', onclick: () => confirm(true)})
  const sure = el('p', {role: 'status'})
  const yes = el('button.end-yes', {say: 'end', onclick: finish})
  const question = el('div.confirm.row', {}, sure, yes,
    el('button.end-no', {say: 'end_no', onclick: () => confirm(false)}))
  const actions = el('div.actions.row', {id: 'actions', hidden: true},
    ask('person'), number('call', 'tel:', clinic.phone), end, question)

  const intro = el('div.intro', {id: 'intro'}, el('p', {say: 'intro'}), el('p', {say: 'urgent'}),
    el('div.row', {}, number('call', 'tel:', clinic.emergency), number('call', 'tel:', clinic.lifeline),
      number('text', 'sms:', clinic.lifeline)),
    el('p.readers', {say: 'readers'}))
  const list = el('ol')
  const quick = choices(['quick_book', 'quick_how', 'quick_cost', 'person'].map(ask))
  const log = el('div.log', {
    role: 'log', tabIndex: 0, say: 'messages', 'aria-live': 'polite', 'aria-relevant': 'additions',
    onscroll: () => follow = log.scrollHeight - log.scrollTop - log.clientHeight < 90,
  }, intro, list, quick)

  const status = el('p.state', {role: 'status'})
  const again = el('button.again', {say: 'again', hidden: true, onclick: () => chat.wake()})
  const bar = el('div.status.row', {}, status, again)
  const input = el('textarea', {
    id: 'input', rows: 1, enterKeyHint: 'send', dir: 'auto', oninput: fit, onkeydown: enter,
  })
  const dialog = el('dialog.panel.box', {
    'aria-labelledby': 'title', 'aria-describedby': 'intro', onkeydown: escape, onclose: closed,
  },
  el('div.top.row', {}, el('div', {}, heading, writer), more,
    el('button.icon.close', {say: 'close', onclick: close}, icon('M6 6l12 12M18 6L6 18'))),
  actions, log, bar, el('p.slim', {say: 'slim'}),
  el('form.row', {onsubmit: submit}, el('label.hush', {say: 'input', htmlFor: 'input'}), input,
    el('button.send.main', {type: 'submit', say: 'send'})))

  const chat = talk(host, {messages: arrived, sent, state, ended, cleared, refused})

  // Opening and closing
  function toggle() {
    if (dialog.open) return dialog.close()
    place()
    still.disabled = false
    host.opened(true)
    host.unread(unread = 0)
    chat.watch(true)
  }

  function place() {
    // Over the whole page it is modal, so that nothing hidden behind it can be reached.
    narrow.matches ? dialog.showModal() : dialog.show()
    scroll()
    rest(heading)
  }

  function close(event) {
    event?.preventDefault()
    dialog.close()
  }

  function closed() {
    if (dialog.open) return
    still.disabled = true
    chat.watch(false)
    host.opened(false)
  }

  function escape(event) {
    if (event.key == 'Escape' && !event.isComposing) close(event)
  }

  // Where the focus goes when its place is gone; on a touch screen the input would bring up the keyboard.
  function rest(instead = log) {
    (touch.matches ? instead : input).focus()
  }

  function unfold(open) {
    actions.hidden = !open
    more.setAttribute('aria-expanded', open)
    confirm(false)
    end.hidden = !chat.began() && !latest
  }

  // Writing
  function write(body, title) {
    quick.hidden = true
    unfold(false)
    const item = chat.send(body, title)
    item.node = draw({from: 'you', text: item.title}, 'sending')
    list.append(item.node)
    offer()
    scroll()
    rest()
  }

  function submit(event) {
    event.preventDefault()
    const text = input.value.trim()
    input.value = ''
    fit()
    if (text) write({text})
    input.focus()
  }

  function enter(event) {
    // Some browsers say 229 for the Enter that ends the composing of a character.
    if (event.key == 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode != 229) submit(event)
  }

  function fit() {
    input.rows = 1
    while (input.rows < 6 && input.scrollHeight > input.clientHeight) input.rows++
  }

  // Receiving
  function card({kind, when, minutes, reference, page, calendar}) {
    const past = kind == 'cancelled'
    const pages = el('p.links.row')
    for (const [say, address] of [['calendar', calendar], ['change', page]]) {
      if (!past && /^https?:/i.test(address)) pages.append(el('a.pill', {say, href: address, ...elsewhere}))
    }
    return el('div.card', {kind}, el('h3', {say: kind}), el('p.when', {lang: 'en'}, when),
      el('p', {}, minutes + ' ', el('span', {say: 'minutes'})),
      el('p', {}, el('span', {say: 'reference'}), ' ', el('b', {}, reference)), pages)
  }

  function draw(message, state = 'sent') {
    const {from, text} = message
    const words = el('p.text', {dir: 'auto'}, ...from == 'you' ? [text] : links(text))
    if (from == 'assistant') words.lang = 'en'
    const who = el(from == 'staff' ? 'span.who' : 'span.who.hush', {say: from})
    const node = el('li.message', {from, state}, who, ' ', words)
    if (message.card) node.append(card(message.card))
    speak(node)
    return node
  }

  function sent({node}) {
    node.dataset.state = 'sent'
  }

  function put(node) {
    list.insertBefore(node, list.querySelector('[data-state=sending]'))
  }

  function notice(say, ...inside) {
    const node = el('li.notice', {}, el('p', {say}), ...inside)
    speak(node)
    put(node)
    scroll()
  }

  function arrived(fresh, history) {
    let first
    // What was already said is not read out once more.
    if (history) log.ariaLive = 'off'
    for (const message of fresh) {
      latest = message
      const own = chat.mine.get(message.client_id)
      if (own) {
        sent(own)
        continue
      }
      // An appointment that has changed since must not be changed by its old links.
      if (message.card) list.querySelectorAll('.links').forEach(node => node.remove())
      message.node = draw(message)
      put(message.node)
      if (message.from == 'you') continue
      first ??= message.node
      if (!dialog.open && !history) unread++
    }
    quick.hidden = true
    host.unread(unread)
    offer()
    if (history) setTimeout(() => log.ariaLive = 'polite', 500)
    if (follow) scroll(history ? null : first)
  }

  // Only what was asked last can be chosen, and only while nothing else is on its way.
  function offer() {
    const wanted = latest?.choices && !list.querySelector('[data-state=sending]') ? latest : null
    if (offered == wanted) return
    offered = wanted
    const old = list.querySelector('.choices')
    const focused = old?.contains(shadow.activeElement)
    old?.remove()
    if (wanted) {
      wanted.node.append(choices(wanted.choices.map((title, index) => el('button.choice', {
        lang: 'en', onclick: () => write({choice: {message: wanted.id, number: index + 1}}, title),
      }, title))))
    }
    if (focused) rest()
  }

  // The end of what is new is shown, but never past its beginning.
  function scroll(first) {
    log.scrollTop = first ? first.offsetTop - 12 : list.lastChild && log.scrollHeight
  }

  function state(name, reason) {
    offer()
    again.hidden = name != 'offline'
    if (shown == name + reason) return
    shown = name + reason
    dialog.dataset.state = status.dataset.say = name
    speak(bar)
    // Whoever wrote last still does while there is trouble.
    if (/ready|person/.test(name)) writer.dataset.say = name == 'ready' ? 'automated' : 'staff'
    speak(writer.parentNode)
    if (name == 'waiting') status.append(...links(reason))
  }

  function refused({node, title, body}, reason, past) {
    if (past) {
      node.remove()
      return notice('', reason)
    }
    node.dataset.state = 'failed'
    node.append(el('p.note', reason ? {textContent: reason} : {say: 'unavailable'}))
    speak(node)
    if (body.text) input.value ||= title
    fit()
    scroll()
  }

  // Ending
  function confirm(open, say = 'end_sure') {
    clearTimeout(ending)
    const focused = question.contains(shadow.activeElement)
    question.hidden = !open
    end.hidden = open
    sure.dataset.say = say
    speak(question)
    if (open && !focused) yes.focus()
    if (!open && focused) end.focus()
  }

  async function finish() {
    try {
      await chat.end()
      notice('ended_here')
    } catch {
      // It has not ended before the server says so.
      if (question.hidden) return
      confirm(true, 'end_failed')
      ending = setTimeout(finish, 5000)
    }
  }

  function ended() {
    if (latest) notice('ended')
    else quick.hidden = false
    latest = null
  }

  function cleared(unsent) {
    list.replaceChildren()
    latest = null
    offer()
    host.unread(unread = 0)
    quick.hidden = false
    input.value = unsent.map(item => item.title).join('\n')
    fit()
    unfold(false)
    if (dialog.open) rest()
  }

  // On a phone the keyboard covers the page without making it smaller.
  function resize() {
    const {height, offsetTop, scale} = visualViewport
    if (scale > 1.01) return
    host.set('height', height + 'px')
    host.set('top', offsetTop + 'px')
  }

  // Keeps the page still behind a window that covers it.
  still.replaceSync('@media(max-width:480px){html{overflow:hidden!important}}')
  still.disabled = true
  document.adoptedStyleSheets.push(still)
  host.root.prepend(dialog)
  quick.hidden = chat.began()
  speak()
  new ResizeObserver(() => follow && scroll()).observe(log)
  visualViewport.addEventListener('resize', resize)
  visualViewport.addEventListener('scroll', resize)
  narrow.onchange = () => {
    if (!dialog.open) return
    dialog.close()
    place()
  }
  return {toggle, close, wake: chat.wake}
}
