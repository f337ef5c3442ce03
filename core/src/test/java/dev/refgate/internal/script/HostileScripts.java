package dev.refgate.internal.script;

import java.util.LinkedHashMap;
import java.util.Map;

/** Scripts that try to take all there is: the body of the default export, by name. */
final class HostileScripts {
    private static final Map<String, String> BODIES = new LinkedHashMap<>();

    static {
        add("loops", "for (;;) {}");
        add("loops with numbers", "let i = 0.5; for (;;) i += 0.5");
        add("loops where it is told to end", "for (;;) { try { for (;;) {} } catch { } finally { for (;;) {} } }");
        add("spins in one builtin", "const a = new Uint8Array(1e6); for (;;) a.fill(1)");
        add("calls itself", "const f = n => f(n + 1) + 1; return f(0)");
        add("keeps objects", "const a = []; for (;;) a.push({})");
        add("keeps objects and catches", "for (;;) try { const a = []; for (;;) a.push({}) } catch { }");
        add("keeps small buffers", "const a = []; for (;;) a.push(new Uint8Array(1 << 20))");
        add("keeps texts", "const a = []; for (;;) a.push('x'.repeat(1e6 - a.length) + a.length)");
        add("keeps padded texts", "const a = []; for (;;) a.push(String(a.length).padStart(1e6, 'ab'))");
        add(
                "keeps ropes",
                "let a = [], s = ''; for (;;) { a.push(s += 'x'.repeat(999) + a.length); if (s.length > 1e6) s = '' }");
        add("keeps keys", "const o = {}; for (let i = 0; ; i++) o['k' + i] = i");
        add("keeps entries of a map", "const m = new Map(); for (let i = 0; ; i++) m.set('k' + i, i)");
        add("keeps closures", "let f = () => 1; for (;;) { const g = f; f = () => g }");
        add(
                "keeps what is in calls",
                "const f = () => { const a = new Uint8Array(1 << 20); return f().length + a.length }; return f()");
        add(
                "keeps what an array is made of",
                "return Array.from({ length: 1e9 }, () => new Uint8Array(1 << 16)).length");
        add("a text of 2 GiB", "return 'x'.repeat(2 ** 30).length");
        add("a text that doubles", "let s = 'ab'; for (;;) s += s");
        add("a buffer of 2 GiB", "return new ArrayBuffer(2 ** 31).byteLength");
        add("a buffer of 256 MiB", "return new ArrayBuffer(2 ** 28).byteLength");
        add("numbers of 128 MiB", "return new Float64Array(2 ** 24).length");
        add("an array of 1e9, filled", "return new Array(1e9).fill(0).length");
        add("an array of 1e8 real numbers", "return new Array(1e8).fill(0.5).length");
        add("an array of nothing, from a length", "return Array.from({ length: 1e9 }).length");
        add("an array of nothing, sliced", "return Array.prototype.slice.call({ length: 1e9 }).length");
        add(
                "an array of nothing, mapped by a builtin",
                "return Array.prototype.map.call(new Array(1e9).fill(), Math.abs).length");
        add("an array of nothing, sorted", "return new Array(1e9).toSorted().length");
        add("an array of nothing, reversed", "return new Array(1e9).toReversed().length");
        add("an array of nothing, with one", "return new Array(1e9).with(0, 1).length");
        add("an array of nothing, spliced", "return new Array(1e9).toSpliced(0, 1).length");
        add("an array of nothing, spread", "return [...new Array(1e9)].length");
        add("an array of nothing, as arguments", "return Math.max(...new Array(1e8))");
        add("an array of nothing, applied", "return Math.max.apply(null, new Array(1e7))");
        add("an array of nothing, joined", "return new Array(1e9).join('x').length");
        add("an array of nothing, as a set", "return new Set(new Array(1e9).keys()).size");
        add("an array of nothing, sorted in place", "return [].sort.call({ length: 1e9 }).length");
        add("an array of nothing, in a template", "return String.raw({ raw: { length: 1e9 } }).length");
        add("an array of nothing, looked through", "return [].includes.call({ length: 2 ** 53 - 1 }, 1)");
        add("an array that doubles", "let a = [1, 2, 3, 4]; for (;;) a = [].concat(a, a)");
        add("an array that doubles by spreading", "let a = [1, 2, 3, 4]; for (;;) a = [...a, ...a]");
        add("an array of a text", "return 'xy'.repeat(4e5).split('').length");
        add(
                "an array of all matches",
                "return 'xy'.repeat(4e5).match(/./g).length + [...'xy'.repeat(4e5).matchAll(/./g)].length");
        add("entries of entries", "let a = Object.entries('xy'.repeat(4e5)); return Object.entries(a).length");
        add("an endless generator", "function* g() { for (;;) yield {} } return [...g()].length");
        add(
                "arrays in arrays, flattened",
                "let a = [1]; for (let i = 0; i < 24; i++) a = [a, a]; return a.flat(Infinity).length");
        add(
                "arrays in arrays, as text",
                "let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; return JSON.stringify(a).length");
        add("arrays in arrays, returned", "let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; return a");
        add("arrays in arrays, deep", "let a = []; for (let i = 0; i < 1e6; i++) a = [a]; return a");
        add("arrays in arrays, parsed", "return JSON.parse('[' + '[],'.repeat(2.5e5) + '[]]').length");
        add("arrays in arrays, parsed deep", "return JSON.parse('['.repeat(2e5) + ']'.repeat(2e5)).length");
        add("a text that grows by replacing", "return 'xy'.repeat(1e6).replace(/./g, 'z'.repeat(1e4)).length");
        add("a text that grows by normalizing", "return 'ﷺ'.repeat(1e6).normalize('NFKD').length");
        add("a text that grows by encoding", "return encodeURIComponent('ﷺ'.repeat(1e6)).length");
        add("a pattern that tracks back", "return /^(a+)+\\1$/.test('a'.repeat(40) + 'b')");
        add(
                "a pattern that is huge",
                "return new RegExp('(' + '(?:a{1000}){100}|'.repeat(100) + ')').test('a'.repeat(1e5))");
        add("a pattern with many groups", "return new RegExp('('.repeat(20000) + ')'.repeat(20000)).test('')");
        add("many patterns", "for (let i = 0; ; i++) new RegExp('(a|b|c)*' + i).test('abc')");
        add("endless jobs", "const f = () => Promise.resolve().then(f); return f()");
        add("endless jobs beside a result", "const f = () => Promise.resolve().then(f); f(); return 1");
        add("many dates", "for (let i = 0; ; i++) new Date(i).toLocaleString('de')");
        add("a number of many digits", "for (;;) (1.1).toFixed(100) + (1e300).toString(2)");
        add("a result whose getter loops", "return { get a() { for (;;) {} } }");
        add("a result that is made for ever", "return { toJSON() { return { a: { toJSON() { for (;;) {} } } } } }");
        add("a result with endless keys", "return new Proxy({}, { ownKeys() { for (;;) {} } })");
        add("a result that hides itself", "const f = () => ({ toJSON: () => [f()] }); return f()");
        add(
                "a sort that never ends",
                "return Array.from('xyz'.repeat(1e4)).sort(() => Math.random() - 0.5 && (() => { for (;;) {} })()).length");
        add("an error whose message loops", "throw { get message() { for (;;) {} }, toString() { for (;;) {} } }");
        add("an error with a long message", "throw new Error('x'.repeat(1e6))");
        add("an object of a text", "return Object.keys({ ...'x'.repeat(1e5) }).length");
        add(
                "a length that lies",
                "let n = 0; return [].every.call({ get length() { return n++ ? 2 ** 31 : 1 } }, isNaN)");
        add("a long text looked for in a longer one", "return 'x'.repeat(1e6).includes('x'.repeat(4e5) + 'y')");
        add("a number of many digits in one text", "return Number('0x' + 'f'.repeat(3e5))");
        add("keys of a buffer", "return Object.keys(new Uint8Array(1e6)).length");
        add("entries of a buffer", "return Object.entries(new Float64Array(1e6)).length");
        add(
                "keys of a text that hides what it is",
                "return Reflect.ownKeys(Object.setPrototypeOf(new String('x'.repeat(1e6)), null)).length");
        add("long texts compared", "return 'x'.repeat(1e6).localeCompare('x'.repeat(1e6))");
        add("an error that is long to show", "throw Array.from({ length: 1e5 }, (_, i) => ({ i }))");
    }

    private HostileScripts() {}

    private static void add(String name, String body) {
        BODIES.put(name, body);
    }

    static Map<String, String> bodies() {
        return BODIES;
    }
}
