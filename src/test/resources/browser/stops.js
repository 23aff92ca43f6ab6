// Every element that a person without a mouse has to reach, and what is to be seen when one is reached.
window.stops = {
  all: [...document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
    .filter(one => !one.disabled && one.checkVisibility({ visibilityProperty: true })),
  name: one => one.tagName.toLowerCase() + (one.id ? '#' + one.id : '')
    + (one.className && one.className.baseVal === undefined ? '.' + one.className.trim().replace(/\s+/g, '.') : '')
    + ' ' + (one.getAttribute('aria-label') || one.textContent || one.name || '').trim().replace(/\s+/g, ' ').slice(0, 40),
  here: () => {
    const one = document.activeElement;
    const at = window.stops.all.indexOf(one);
    if (at < 0) return null;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const framed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && !/^rgba\(.*, 0\)$/.test(style.outlineColor);
    const onScreen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0
      && box.top < innerHeight && box.left < innerWidth;
    return { at: at, name: window.stops.name(one), seen: framed && onScreen };
  }
};
return window.stops.all.length;
