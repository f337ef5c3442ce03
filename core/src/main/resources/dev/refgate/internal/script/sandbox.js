// Prepares a context for scripts, once. The value of this program is the function that calls a script.
(limits => {
  'use strict';

  const { defineProperty, freeze, keys, values, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { apply, ownKeys } = Reflect;
  const ObjectPrototype = Object.prototype;
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const { isFinite } = Number;
  const then = Promise.prototype.then;
  const tagOf = Object.prototype.toString;

  // ---- What a script sees ----

  const GLOBALS = new Set([
    'AggregateError', 'Array', 'ArrayBuffer', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError', 'Float32Array',
    'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'Intl', 'Iterator', 'JSON', 'Map',
    'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set',
    'String', 'Symbol', 'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array',
    'Uint8ClampedArray', 'WeakMap', 'WeakSet', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent',
    'escape', 'globalThis', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined', 'unescape',
  ]);

  const remove = (object, key) => {
    if (!delete object[key]) {
      throw new Error(`cannot remove ${String(key)}`);
    }
  };

  for (const key of ownKeys(globalThis)) {
    if (!GLOBALS.has(key)) {
      remove(globalThis, key);
    }
  }
  // A registry of symbols would outlive the run.
  remove(Symbol, 'for');
  remove(Symbol, 'keyFor');

  // ---- What would work long without a look at the limits ----

  const guard = (object, key, isTooMuch) => {
    const original = object[key];
    const { [key]: guarded } = {
      [key](...values) {
        if (isTooMuch(this, values)) {
          throw new RangeError(`${key}: too much at once`);
        }
        return apply(original, this, values);
      },
    };
    defineProperty(guarded, 'length', { value: original.length });
    defineProperty(object, key, { value: guarded });
  };
  const isLong = (value, most) => value !== null && typeof value === 'object' && value.length > most;

  guard(JSON, 'parse', (self, [text]) => typeof text === 'string' && text.length > limits.text);
  guard(Array, 'from', (self, [items]) => isLong(items, limits.items));
  guard(String.prototype, 'normalize', self => typeof self !== 'string' || self.length > limits.text);

  // ---- Nothing of a run reaches another: every object that runs share is frozen ----

  // Freezing an inherited property forbids to assign it on objects that inherit it; as an accessor, it allows that.
  const letOverride = prototype => {
    for (const key of ownKeys(prototype)) {
      const { value, writable, configurable, enumerable } = getOwnPropertyDescriptor(prototype, key);
      if (writable && configurable) {
        const get = () => value;
        const set = function (other) {
          if (this === prototype) {
            throw new TypeError(`Cannot assign to read only property '${String(key)}'`);
          }
          defineProperty(this, key, { value: other, writable: true, enumerable: true, configurable: true });
        };
        defineProperty(prototype, key, { get, set, enumerable, configurable: false });
      }
    }
  };
  letOverride(Object.prototype);
  for (const name of ['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError',
    'URIError']) {
    letOverride(globalThis[name].prototype);
  }

  const hidden = [
    function* () {}, async function () {}, async function* () {}, (function* () {})(), (async function* () {})(), [].values(),
    new Map().entries(), new Set().values(), ''[Symbol.iterator](), 'x'.matchAll(/x/g), /x/, async () => {},
    getOwnPropertyDescriptor(function () { return arguments; }(), 'callee'), [].values().map(x => x),
    Iterator.from({ next() {} }), new Intl.Segmenter().segment('x'), new Intl.Segmenter().segment('x')[Symbol.iterator](),
  ];
  const shared = new Set([globalThis]);
  const share = value => {
    if (typeof value === 'function' || (typeof value === 'object' && value !== null)) {
      shared.add(value);
    }
  };
  // Functions that are no constructors have names and lengths alone, which is most of what there is.
  const holdsNothing = object =>
    typeof object === 'function' && getPrototypeOf(object) === Function.prototype && ownKeys(object).length === 2;
  const shareAll = object => {
    share(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const descriptor = getOwnPropertyDescriptor(object, key);
      if ('value' in descriptor) {
        share(descriptor.value);
      } else {
        share(descriptor.get);
        share(descriptor.set);
      }
    }
  };
  hidden.forEach(shareAll);
  for (const object of shared) {
    if (!holdsNothing(object)) {
      shareAll(object);
    }
  }
  shared.forEach(object => freeze(object));

  // ---- The result ----

  class Refusal {
    path = '';

    constructor(what) {
      this.what = what;
    }
  }

  // Their own properties say nothing about what they hold: as JSON they would silently be empty.
  const OPAQUE = /^\[object (Map|Set|WeakMap|WeakSet|RegExp|Promise|ArrayBuffer|DataView|.+Array|.*Generator|.*Iterator|.*Error)\]$/;

  // Whether it is made of nothing but plain objects, arrays and values: the quick look, which settles nearly all.
  const isPlain = holder => {
    const items = isArray(holder) ? holder : values(holder);
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      switch (typeof item) {
        case 'number':
          if (item - item !== 0) {
            return false;
          }
          break;
        case 'object':
          if (item !== null && !((isArray(item) || getPrototypeOf(item) === ObjectPrototype) && isPlain(item))) {
            return false;
          }
          break;
        case 'function':
        case 'symbol':
          return false;
      }
    }
    return true;
  };

  // What JSON would silently drop or change is refused. An object that has its own toJSON knows what it does.
  const check = value => {
    switch (typeof value) {
      case 'number':
        if (!isFinite(value)) {
          throw new Refusal(String(value));
        }
        return;
      case 'function':
        throw new Refusal('a function');
      case 'symbol':
        throw new Refusal('a symbol');
      case 'object':
        if (value !== null && typeof value.toJSON !== 'function') {
          checkInside(value);
        }
    }
  };

  const checkInside = object => {
    if (isArray(object)) {
      for (let i = 0; i < object.length; i++) {
        const item = object[i];
        if (typeof item !== 'string') {
          checkAt(object, i, item);
        }
      }
      return;
    }
    if (getPrototypeOf(object) !== ObjectPrototype) {
      checkKind(object);
    }
    const names = keys(object);
    for (let i = 0; i < names.length; i++) {
      const item = object[names[i]];
      if (typeof item !== 'string') {
        checkAt(object, names[i], item);
      }
    }
  };

  const checkAt = (holder, key, value) => {
    try {
      check(value);
    } catch (e) {
      if (e instanceof Refusal) {
        e.path = step(holder, key) + e.path;
      }
      throw e;
    }
  };

  const checkKind = object => {
    const tag = apply(tagOf, object, []);
    if (OPAQUE.test(tag)) {
      throw new Refusal(`an object of type ${tag.slice(8, -1)}`);
    }
  };

  const step = (holder, key) => (isArray(holder) ? `[${key}]` : /^[\w$]+$/.test(key) ? `.${key}` : `[${stringify(key)}]`);

  // Circles are found by the first line.
  const encode = result => {
    const text = stringify(result) ?? 'null';
    if (!isPlain([result])) {
      check(result);
    }
    return text;
  };

  // ---- The call ----

  const outcome = (kind, value) => freeze({ kind, value });

  const encoded = value => {
    try {
      return encode(value);
    } catch (e) {
      if (e instanceof Refusal) {
        return outcome('refused', `result${e.path} is ${e.what}`);
      }
      throw e;
    }
  };

  // A text is the result as JSON; everything else is told by `kind`.
  return freeze((module, argument) => {
    const { default: script } = module;
    if (typeof script !== 'function') {
      return outcome('refused', 'the default export is not a function');
    }
    const result = script(parse(argument));
    if (!(result instanceof Promise)) {
      return encoded(result);
    }
    const settled = { kind: 'pending' };
    const settle = (kind, value) => {
      settled.kind = kind;
      settled.value = value;
    };
    apply(then, result, [
      value => {
        try {
          const text = encoded(value);
          settle(typeof text === 'string' ? 'done' : text.kind, typeof text === 'string' ? text : text.value);
        } catch (e) {
          settle('failed', () => { throw e; });
        }
      },
      error => settle('failed', () => { throw error; }),
    ]);
    return settled;
  });
})
