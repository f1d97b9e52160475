// <script src="/collect.js" data-to="https://HOST/collect/ACCOUNT" defer></script>   then   collect('form', {phone: '+7...', text: '...'})
// Tells visits to the shop's own collector. Sends nothing and keeps nothing where the browser asks for privacy.
(function (w, d, n) {
  if (n.globalPrivacyControl || n.doNotTrack == 1 || w.doNotTrack == 1) return (w.collect = function () {});
  var script = d.currentScript, to = (script && script.dataset.to) || '/collect';
  function random() {
    return Array.from(w.crypto.getRandomValues(new Uint8Array(16)), function (b) {
      return (b + 256).toString(16).slice(1);
    }).join('');
  }
  var cookie = (d.cookie.match(/(?:^|; )visitor=([0-9a-f]{32})/) || [])[1] || random();
  d.cookie = 'visitor=' + cookie + '; Max-Age=31536000; Path=/; SameSite=Lax; Secure';
  w.collect = function (event, more) {
    var one = {id: random(), at: Date.now(), event: event, cookie: cookie, url: w.location.href,
      referrer: d.referrer, title: d.title};
    n.sendBeacon(to, JSON.stringify(Object.assign(one, more)));
  };
  w.collect('page');
})(window, document, navigator);
