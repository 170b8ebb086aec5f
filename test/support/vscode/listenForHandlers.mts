/**
 * Browser code that runs in every frame before its own scripts: marks the elements that listen to a press, so
 * that a test can ask for buttons that do nothing.
 */
export const listenForHandlers = `{
  const pressed = new Set(["click", "pointerdown", "mousedown"]);
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (this instanceof Element && pressed.has(type)) this.toggleAttribute("data-pressable", true);
    return add.call(this, type, ...rest);
  };
}`;
