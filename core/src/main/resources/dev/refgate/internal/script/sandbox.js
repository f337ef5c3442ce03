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
    'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'JSON', 'Map', 'Math', 'NaN', 'Number',
    'Object', 'Promise', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'SyntaxError',
    'TypeError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakSet',
    'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'globalThis', 'isFinite', 'isNaN',
    'parseFloat', 'parseInt', 'undefined', 'unescape',
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

  // ---- Limits are looked at between steps of a script, not inside a builtin: none may work long ----

  const replace = (object, key, make) => {
    const original = object[key];
    const replacement = make(original);
    defineProperty(replacement, 'name', { value: original.name });
    defineProperty(replacement, 'length', { value: original.length });
    defineProperty(object, key, { value: replacement });
  };
  const requireAtMost = (count, most) => {
    if (count > most) {
      throw new RangeError(`too much at once: ${count} (at most ${most})`);
    }
  };

  // An array's length cannot lie, as that of any other object can: that is copied first, step by step.
  const itemsOf = (value, most) => {
    if (isArray(value)) {
      requireAtMost(value.length, most);
      return value;
    }
    if (typeof value === 'object' && value !== null && typeof value.length !== 'number') {
      return value;
    }
    const copy = [];
    const length = Math.min(Number(value.length), Number.MAX_SAFE_INTEGER);
    requireAtMost(length, most);
    for (let i = 0; i < length; i++) {
      copy[i] = value[i];
    }
    return copy;
  };

  const guardItems = (prototype, names, most) => {
    for (const name of names) {
      replace(prototype, name, original => ({
        guarded(...values) {
          return apply(original, itemsOf(this, most), values);
        },
      }).guarded);
    }
  };
  guardItems(
    Array.prototype,
    [
      'copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'includes',
      'indexOf', 'join', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'shift', 'slice', 'some', 'sort', 'splice',
      'toReversed', 'toSorted', 'toSpliced', 'unshift', 'with',
    ],
    limits.items,
  );
  guardItems(Array.prototype, ['toLocaleString'], limits.items / 64);
  replace(Array.prototype, 'concat', original => ({
    concat(...values) {
      // An object that says of itself that it is like an array is one item, as every other object.
      for (let i = 0; i < values.length; i++) {
        values[i] = isArray(values[i]) ? itemsOf(values[i], limits.items) : [values[i]];
      }
      return apply(original, itemsOf(this, limits.items), values);
    },
  }).concat);

  const addFlat = (target, items, depth) => {
    for (let i = 0; i < items.length; i++) {
      if (i in items) {
        if (isArray(items[i]) && depth > 0) {
          addFlat(target, items[i], depth - 1);
        } else {
          target.push(items[i]);
        }
      }
    }
    return target;
  };
  replace(Array.prototype, 'flat', () => ({
    flat(depth = 1) {
      return addFlat([], itemsOf(this, limits.items), Number(depth) || 0);
    },
  }).flat);
  replace(Array.prototype, 'flatMap', () => ({
    flatMap(mapper, self) {
      return addFlat([], itemsOf(this, limits.items).map(mapper, self), 1);
    },
  }).flatMap);
  replace(Array, 'from', () => ({
    from(source, mapper, self) {
      const target = typeof this === 'function' ? new this() : [];
      let i = 0;
      const add = item => {
        target[i] = mapper === undefined ? item : apply(mapper, self, [item, i]);
        i++;
      };
      if (source[Symbol.iterator] !== undefined && source[Symbol.iterator] !== null) {
        for (const item of source) {
          add(item);
        }
      } else {
        const length = Number(source.length) || 0;
        while (i < length) {
          add(source[i]);
        }
      }
      target.length = i;
      return target;
    },
  }).from);
  replace(String, 'raw', () => ({
    raw({ raw }, ...values) {
      let text = '';
      for (let i = 0; i < raw.length; i++) {
        text += raw[i] + (i < raw.length - 1 && i < values.length ? values[i] : '');
      }
      return text;
    },
  }).raw);
  replace(String.prototype, 'normalize', original => ({
    normalize(...values) {
      const text = String(this);
      requireAtMost(text.length, limits.items / 4);
      return apply(original, text, values);
    },
  }).normalize);
  replace(String.prototype, 'localeCompare', original => ({
    localeCompare(other, ...values) {
      const text = String(this);
      const compared = String(other);
      requireAtMost(text.length, limits.items / 4);
      requireAtMost(compared.length, limits.items / 4);
      return apply(original, text, [compared, ...values]);
    },
  }).localeCompare);

  // A text and a buffer have a property for each of their items. What they are is asked of what their prototypes cannot change.
  const stringValueOf = String.prototype.valueOf;
  const { hasOwn } = Object;
  const typed = getPrototypeOf(Int8Array.prototype);
  const typedKind = getOwnPropertyDescriptor(typed, Symbol.toStringTag).get;
  const typedLength = getOwnPropertyDescriptor(typed, 'length').get;
  const lengthInside = value => {
    if (typeof value === 'string') {
      return value.length;
    }
    if (typeof value !== 'object' || value === null || isArray(value)) {
      return 0;
    }
    if (apply(typedKind, value, []) !== undefined) {
      return apply(typedLength, value, []);
    }
    if (!hasOwn(value, 'length')) {
      return 0;
    }
    try {
      return apply(stringValueOf, value, []).length;
    } catch {
      return 0;
    }
  };
  for (const [object, names] of [
    [Object, ['assign', 'entries', 'keys', 'values', 'getOwnPropertyNames', 'getOwnPropertyDescriptors']],
    [Reflect, ['ownKeys']],
  ]) {
    for (const name of names) {
      replace(object, name, original => ({
        guarded(...values) {
          for (let i = 0; i < values.length; i++) {
            requireAtMost(lengthInside(values[i]), limits.items / 4);
          }
          return apply(original, this, values);
        },
      }).guarded);
    }
  }

  // To look for a long text in a long one takes the product of both.
  const search = (names, symbol) => {
    for (const name of names) {
      replace(String.prototype, name, original => ({
        guarded(sought, ...values) {
          if (sought !== null && typeof sought === 'object' && symbol !== null && sought[symbol] != null) {
            return apply(original, this, [sought, ...values]);
          }
          const text = String(this);
          if (sought === undefined) {
            return apply(original, text, [sought, ...values]);
          }
          const plain = String(sought);
          requireAtMost(text.length * plain.length, limits.comparisons);
          return apply(original, text, [plain, ...values]);
        },
      }).guarded);
    }
  };
  search(['indexOf', 'lastIndexOf'], null);
  search(['includes'], Symbol.match);
  search(['split'], Symbol.split);
  search(['replace', 'replaceAll'], Symbol.replace);

  replace(JSON, 'parse', original => ({
    parse(text, ...values) {
      const source = String(text);
      requireAtMost(source.length, limits.text);
      return original(source, ...values);
    },
  }).parse);
  replace(JSON, 'stringify', original => ({
    stringify(value, replacer, space) {
      return original(value, isArray(replacer) ? itemsOf(replacer, limits.items) : replacer, space);
    },
  }).stringify);

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
    getOwnPropertyDescriptor(function () { return arguments; }(), 'callee'),
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
        case 'string':
          break;
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
