// <consultation-chat>: the launcher in the corner of a page. The chat itself comes when it is first needed.
const clinic = __CLINIC__
const css = __CSS__

const base = new URL('.', import.meta.url)
const key = 'consultation-chat ' + base

// The token is all that is kept in the browser. Where storage is blocked, it lives as long as the page.
const store = {
  key,
  get token() {
    try { return localStorage[key] } catch { return null }
  },
  set token(token) {
    try { token ? localStorage[key] = token : delete localStorage[key] } catch { return }
  },
}

// el('p.note', {say: 'sent'}): a property, an ARIA attribute, or else a data attribute.
function el(tag, props = {}, ...inside) {
  const [name, ...classes] = tag.split('.')
  const node = document.createElement(name)
  if (name == 'button') node.type = name
  node.className = classes.join(' ')
  for (const prop in props) {
    if (/-|role/.test(prop)) node.setAttribute(prop, props[prop])
    else (prop in node ? node : node.dataset)[prop] = props[prop]
  }
  node.append(...inside)
  return node
}

function icon(shape) {
  const [svg, path] = ['svg', 'path'].map(name => document.createElementNS('http://www.w3.org/2000/svg', name))
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', true)
  path.setAttribute('d', shape)
  svg.append(path)
  return svg
}

// Text becomes nodes, never markup; web addresses and phone numbers in it become links.
const linkable = new RegExp(
  String.raw`(https?://\S*[\w/]|(?<![\w@.-])(?:[a-z\d-]+\.)+(?:com|gov|net|org)\b(?:/\S*[\w/])?`
  + String.raw`|(?<![\w$.,:/-])(?:\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|${clinic.numbers})(?![\w-]|[.,:]\d))`,
  'i')
const elsewhere = {target: '_blank', rel: 'noopener noreferrer'}

function links(text) {
  return text.split(linkable).map((part, index) => {
    if (index % 2 == 0) return part
    if (/[a-z]/i.test(part)) return el('a', {href: part.replace(/^(?!http)/i, 'https://'), ...elsewhere}, part)
    return el('a', {href: (part == clinic.texted ? 'sms:' : 'tel:') + part.replace(/[^\d+]/g, '')}, part)
  })
}

function widget(host) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  const [probe, values] = sheet.cssRules
  const set = (name, value) => values.style.setProperty('--' + name, value)
  const shadow = host.attachShadow({mode: 'open'})
  let language, coming, chat
  let again = ''

  const trouble = el('div.box.trouble', {role: 'alert', hidden: true},
    el('p', {say: 'unavailable'}), el('p', {say: 'slim'}))
  const said = el('button.greeting', {onclick: toggle})
  const teaser = el('div.box.teaser', {}, said,
    el('button.icon.dismiss', {say: 'close', onclick: () => {
      teaser.remove()
      launcher.focus()
    }}, icon('M7 7l10 10M17 7L7 17')))
  const count = el('b')
  const badge = el('span.unread', {hidden: true}, el('span.hush', {say: 'unread'}), ' ', count)
  const launcher = el('button.launcher.main', {'aria-expanded': false, onclick: toggle},
    icon('M4 5h16v11h-9l-5 4v-4H4z'), el('span', {say: 'launch'}), badge)
  const news = el('span.hush.probe', {role: 'status'})
  // An empty title keeps the one of the element from showing up as its tooltip.
  const root = el('div.root', {title: ''}, trouble, teaser, launcher, news)
  shadow.adoptedStyleSheets = [sheet]
  shadow.append(root)

  const complain = () => trouble.hidden = false

  const word = id => id == 'title' ? host.title || clinic.name : clinic.words[id]?.[language] ?? ''

  // Every word stands under its id in data-say, so the language can change at any time.
  function speak(within = root) {
    for (const node of within.querySelectorAll('[data-say]')) {
      const text = word(node.dataset.say)
      if (node.matches('.icon, .log')) node.setAttribute('aria-label', text)
      // Putting the same text in again would have it read out again.
      else if (node.textContent != text) node.replaceChildren(...node.localName == 'p' ? links(text) : [text])
    }
  }

  function paint() {
    const wanted = host.getAttribute('colour') || host.getAttribute('color')
    const colour = CSS.supports('color', wanted) ? wanted : clinic.colour
    // Whatever way a colour is written in, a mix of it is computed as red, green and blue from 0 to 1.
    probe.style.color = `color-mix(in srgb,${colour},${colour})`
    const rgb = getComputedStyle(news).color.match(/[-\d.e]+/g).slice(0, 3)
    const [r, g, b] = rgb.map(part => Math.abs(part) ** 2.2)
    // Where black and white can be read equally well.
    const bright = .2126 * r + .7152 * g + .0722 * b > .179
    set('c', `color(srgb ${rgb.join(' ')})`)
    set('on', bright ? '#000' : '#fff')
    set('off', bright ? '#fff' : '#000')
  }

  function update() {
    const wanted = host.getAttribute('language') || host.closest('[lang]')?.lang || ''
    language = Math.max(clinic.languages.indexOf(wanted.slice(0, 2).toLowerCase()), 0)
    root.lang = clinic.languages[language]
    said.textContent = host.getAttribute('start-message')
    teaser.hidden = !said.textContent || !!store.token
    speak()
    paint()
  }

  function load() {
    coming ??= import(`${base}widget/chat.js${again}`).then(({panel}) => chat = panel({
      base, store, clinic, el, icon, elsewhere, links, speak, root, shadow, set, opened, unread,
      connected: () => host.isConnected,
    }))
    coming.catch(() => {
      coming = null
      // A browser may remember under its address that a module could not be had.
      again = '?' + Date.now()
    })
    return coming
  }

  async function toggle() {
    trouble.hidden = true
    const late = setTimeout(complain, 8000)
    await load().then(() => {
      chat.toggle()
      teaser.remove()
      trouble.hidden = true
    }, complain)
    clearTimeout(late)
  }

  function opened(open) {
    launcher.setAttribute('aria-expanded', open)
    host.toggleAttribute('data-open', open)
    if (!open) launcher.focus()
  }

  function unread(number) {
    badge.hidden = !number
    count.textContent = number
    news.textContent = number ? badge.textContent : ''
  }

  return {
    update,
    start() {
      update()
      if (store.token) load()
      chat?.wake()
    },
    stop: () => chat?.close(),
  }
}

customElements.define('consultation-chat', class extends HTMLElement {
  static observedAttributes = ['title', 'colour', 'color', 'language', 'start-message']
  #widget = widget(this)

  connectedCallback() {
    this.#widget.start()
  }

  disconnectedCallback() {
    this.#widget.stop()
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#widget.update()
  }
})
