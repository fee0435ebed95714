// The way to the server: one queue out, one stream in. A message goes out under one id until it is answered, and comes
// in once, because everything that comes is newer than `after`.
export function talk({base, store, connected}, tell) {
  const queue = []
  const mine = new Map()
  const channel = new BroadcastChannel(store.key)
  let token = store.token
  // What comes first under a stored token was said before, and is no news.
  let history = !!token
  // Grows when the conversation becomes another one; what was under way for the old one is dropped.
  let era = 0
  let after = 0
  let fails = 0
  let active = 0
  let phase = ''
  let trouble = ''
  let reason = ''
  let stop = new AbortController()
  let open, person, sending, loading, retrying, polling

  const newId = () => crypto.getRandomValues(new Uint32Array(4)).join('-')
  const backoff = () => Math.min(30e3, 1e3 * 2 ** fails) * (1 - Math.random() * .5)

  const stay = event => event.returnValue = 'unsent'

  function state() {
    const listen = queue.length ? addEventListener : removeEventListener
    listen('beforeunload', stay)
    tell.state(trouble || phase || (person ? 'with_person' : 'ready'), reason)
  }

  function well() {
    fails = 0
    trouble = ''
  }

  function hangUp() {
    stop.abort()
    stop = new AbortController()
  }

  async function call(method, path, body) {
    const now = era
    const limit = setTimeout(hangUp, 60e3)
    try {
      const answer = await fetch(base + 'webhooks/web/' + path, {
        method, body: body && JSON.stringify(body), signal: stop.signal, credentials: 'omit',
        headers: {'Content-Type': 'application/json', ...token && {Authorization: 'Bearer ' + token}},
      })
      const {status, ok} = answer
      const wait = answer.headers.get('Retry-After')
      const said = status == 204 ? {} : await answer.json().catch(error => ok ? Promise.reject(error) : {})
      if (!ok) throw {status, message: said.message, wait: wait && Math.min(+wait || 5, 3600) * 1e3}
      if (now == era) return said
    } catch (error) {
      if (now == era) throw error
    } finally {
      clearTimeout(limit)
    }
    throw {stale: true}
  }

  function take(answer) {
    // With its database gone, the server still answers, without ids.
    const fresh = answer.messages.filter(message => !(message.id <= after))
    person = answer.person
    if (!fresh.length) return
    after = fresh.at(-1).id ?? after
    active = Date.now()
    tell.messages(fresh, history)
    return answer.more
  }

  function load() {
    loading ??= (async () => {
      while (take(await call('GET', 'messages?after=' + after)));
      history = false
    })().finally(() => loading = null)
    return loading
  }

  function change(next) {
    era++
    after = 0
    person = false
    history = !!next
    well()
    hangUp()
    if (!next && store.token == token) store.token = null
    token = next
  }

  // The server knows this token no more. What is shown stays; what is unsent begins a new conversation.
  function lapse(next) {
    tell.ended()
    change(next)
    for (const item of queue) {
      mine.set(item.id = newId(), item)
      // A choice means nothing in another conversation, but its words do.
      item.body = {text: item.title}
    }
  }

  function reset() {
    const unsent = queue.splice(0)
    change()
    tell.cleared(unsent)
    state()
  }

  async function begin() {
    const other = store.token
    if (other) return change(other)
    token = (await call('POST', 'conversations', {})).token
    store.token = token
  }

  async function pump() {
    const item = queue[0]
    if (sending || !item) return
    clearTimeout(retrying)
    clearTimeout(polling)
    sending = true
    const phases = [['writing', 700], ['slow', 20e3]].map(([name, time]) => setTimeout(() => {
      phase = person ? '' : name
      state()
    }, time))
    try {
      // Two pages that begin at the same moment share one conversation.
      if (!token) await (navigator.locks ? navigator.locks.request(store.key, begin) : begin())
      if (history) await load()
      if (item == queue[0]) {
        const answer = await call('POST', 'messages', {id: item.id, ...item.body, after})
        tell.sent(item)
        take(answer)
        queue.shift()
        well()
        channel.postMessage(['news', token])
      }
    } catch (error) {
      if (item == queue[0] && !error.stale) refuse(item, error)
    }
    phases.forEach(clearTimeout)
    phase = ''
    sending = false
    state()
    if (trouble) return
    queue.length ? pump() : plan()
  }

  // Sees to a message that did not get through.
  function refuse(item, {status, message, wait}) {
    const lapsed = status == 401 && !item.renewed
    item.renewed = lapsed
    if (lapsed) return lapse()
    if (!status || status == 401 || status == 429 || status >= 500) {
      fails++
      reason = message
      trouble = status && message ? 'waiting' : 'offline'
      retrying = setTimeout(pump, wait || backoff())
      return
    }
    queue.shift()
    well()
    tell.refused(item, message, status == 409)
    if (token) poll()
  }

  async function poll() {
    let wait
    try {
      // What is under way may have been answered before the news was there.
      await loading?.catch(() => {})
      await load()
      if (!queue.length) well()
    } catch (error) {
      if (error.stale) return
      wait = error.wait
      if (error.status == 401) lapse()
      else if (++fails > 1) trouble = 'offline'
    }
    state()
    plan(wait)
  }

  function plan(wait) {
    clearTimeout(polling)
    if (!token || queue.length || document.hidden || !connected()) return
    const pace = open ? Date.now() - active > 120e3 ? 15e3 : 3e3 : 20e3
    polling = setTimeout(poll, wait ?? Math.max(pace, fails && backoff()))
  }

  function wake() {
    active = Date.now()
    if (queue.length && trouble != 'waiting') pump()
    else plan(0)
  }

  addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  // Other pages of this browser. Their token is the newer one: this one's conversation has ended or not begun.
  channel.onmessage = ({data: [what, whose]}) => {
    const next = store.token
    if (what == 'end' && whose == token) return reset()
    if (next && next != token) token ? lapse(next) : change(next)
    plan(0)
  }

  plan(0)
  return {
    mine,
    wake,
    began: () => token,
    watch(now) {
      open = now
      wake()
    },
    send(body, title = body.text) {
      const item = {id: newId(), body, title}
      mine.set(item.id, item)
      queue.push(item)
      // Whoever sends it shows it first.
      queueMicrotask(pump)
      return item
    },
    async end() {
      try {
        if (token) await call('DELETE', 'conversations')
      } catch (error) {
        if (error.status != 401 && !error.stale) throw error
      }
      channel.postMessage(['end', token])
      queue.length = 0
      reset()
    },
  }
}
