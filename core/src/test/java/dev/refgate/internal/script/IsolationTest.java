package dev.refgate.internal.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.document.Problems;
import dev.refgate.internal.yaml.Json;
import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import dev.refgate.run.Script;
import dev.refgate.run.ScriptLimits;
import dev.refgate.run.ScriptSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of one call reaches another, and nothing outside reaches a script. One thread, so that all calls share a sandbox. */
class IsolationTest {
    private static final GraalScripts SCRIPTS =
            new GraalScripts(new ScriptLimits(Duration.ofSeconds(20), 256L << 20, 1), new Json());

    @AfterAll
    static void close() {
        SCRIPTS.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "let n = 0; export default () => ++n",
                "var n = 0; export default () => ++n",
                "const seen = new Set(); export default () => { seen.add({}); return seen.size }",
                "const f = () => {}; f.n = 0; export default () => ++f.n",
                "class A { static n = 0; static #p = 0; next() { return ++A.n + ++A.#p - 1 } } export default () => new A().next()",
                "function* g() { let n = 0; for (;;) yield ++n } const it = g(); export default () => it.next().value",
                "const r = /a/g; export default () => { r.test('aaa'); return r.lastIndex }",
                "export default function f() { f.n = (f.n ?? 0) + 1; return f.n }",
                "const tag = s => s; const m = new WeakMap(); export default () => { const t = tag`x`; m.set(t, (m.get(t) ?? 0) + 1);"
                        + " return m.get(t) }",
                "const m = new WeakMap(); export default () => { m.set(Array, (m.get(Array) ?? 0) + 1); return m.get(Array) }",
                "export default () => { try { globalThis.n = (globalThis.n ?? 0) + 1 } catch { } return (globalThis.n ?? 0) + 1 }",
                "export default ({ o }) => { o.n = (o.n ?? 0) + 1; return o.n }",
                "let n = 0; export default async () => { await null; return ++n }",
            })
    void stateDoesNotOutliveACall(String script) {
        Script compiled = compile(script);

        for (int call = 0; call < 5; call++) {
            assertThat(call(compiled, Map.of("o", Map.of()))).isEqualTo(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object.prototype.x = 1",
                "Array.prototype.map = () => 'evil'",
                "Array.prototype[0] = 1",
                "Function.prototype.call = 1",
                "String.prototype.trim = 1",
                "Promise.prototype.then = 1",
                "JSON.stringify = () => '1'",
                "Math.random = () => 4",
                "Date.now = () => 0",
                "Error.stackTraceLimit = 1",
                "Error.prepareStackTrace = () => 1",
                "Object.prototype.toString = 1",
                "Error.prototype.message = 'evil'",
                "Symbol.iterator.x = 1",
                "globalThis.JSON = null",
                "globalThis.undefined = 1",
                "delete globalThis.Math",
                "delete Array.prototype.map",
                "Object.defineProperty(globalThis, 'x', { value: 1 })",
                "Object.defineProperty(Object.prototype, 'x', { get() { return 1 } })",
                "Object.setPrototypeOf(Object.prototype, { x: 1 })",
                "Object.setPrototypeOf(Array.prototype, null)",
                "Object.prototype.__proto__ = { x: 1 }",
                "Object.prototype.__defineGetter__('x', () => 1)",
                "(function* () {}).prototype.__proto__.__proto__.next = 1",
                "(async () => {}).constructor.prototype.x = 1",
                "Object.getPrototypeOf(Int8Array).from = 1",
                "Object.getPrototypeOf([].values()).next = () => ({ done: true })",
                "Object.getPrototypeOf('x'.matchAll(/x/g)).next = 1",
                "(() => { const { get } = Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags'); get.x = 1 })()",
                "({}).constructor.keys = 1",
                "RegExp.prototype.exec = () => null",
                "RegExp.$1 = 'x'",
            })
    void whatScriptsShareCannotBeChanged(String attempt) {
        Script hostile = compile("export default () => { " + attempt + "; return 'done' }");
        Script honest =
                compile("export default () => [[1, 2].map(n => n + 1), ({}).x, `${{}}`, [0, , 2][1], ' a '.trim(),"
                        + " JSON.stringify({ a: 1 }), typeof Math.random(), Date.now() > 0, new Error('e').message, typeof undefined,"
                        + " [...'ab'].length, /a(b)/.exec('ab')[1], typeof RegExp.$1]");
        Object before = call(honest, Map.of());

        try {
            call(hostile, Map.of());
        } catch (BlockException e) {
            assertThat(e).hasMessageContaining("s.js");
        }

        assertThat(call(honest, Map.of())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java",
                "Packages",
                "Polyglot",
                "Graal",
                "java",
                "javax",
                "load",
                "loadWithNewGlobal",
                "print",
                "printErr",
                "console",
                "require",
                "process",
                "module",
                "exports",
                "eval",
                "WebAssembly",
                "SharedArrayBuffer",
                "Atomics",
                "setTimeout",
                "setInterval",
                "queueMicrotask",
                "fetch",
                "XMLHttpRequest",
                "quit",
                "exit",
                "read",
                "readline",
                "context",
                "engine",
                "WeakRef",
                "FinalizationRegistry",
                "ShadowRealm",
                "Proxy",
                "Intl",
                "Realm",
                "arguments",
                "__dirname",
                "performance",
                "crypto",
                "Debug",
                "Worker",
            })
    void thereIsNothingButTheLanguage(String name) {
        assertThat(call(compile("export default () => typeof " + name + " + typeof globalThis." + name), Map.of()))
                .isEqualTo("undefinedundefined");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Function('return 1')()",
                "Function('return 1')()",
                "(() => {}).constructor('return 1')()",
                "(async () => {}).constructor('return 1')()",
                "(function* () {}).constructor('return 1')()",
                "Reflect.construct(Function, ['return 1'])()",
            })
    void noCodeComesFromTexts(String attempt) {
        assertThatThrownBy(() -> call(compile("export default async () => await " + attempt), Map.of()))
                .isInstanceOf(BlockException.class)
                .hasMessageStartingWith("s.js:1:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object.keys('x'.repeat(3e5))",
                "Object.keys(new String('x'.repeat(3e5)))",
                "Object.keys(Object.setPrototypeOf(new String('x'.repeat(3e5)), null))",
                "Object.entries(Object.setPrototypeOf(new String('x'.repeat(3e5)), Array.prototype))",
                "Object.values(new (class extends String {})('x'.repeat(3e5)))",
                "Object.getOwnPropertyNames(new Uint8Array(3e5))",
                "Object.assign({}, 'a', Object.setPrototypeOf(new Float64Array(3e5), null))",
                "Reflect.ownKeys(Object.setPrototypeOf(new Uint8Array(3e5), Map.prototype))",
                "Object.getOwnPropertyDescriptors(new (class extends Int8Array { get length() { return 1 } })(3e5))",
                "'x'.repeat(3e5).localeCompare('x')",
                "'x'.localeCompare({ toString: () => 'x'.repeat(3e5) })",
            })
    void builtinsThatWouldWorkLongRefuse(String attempt) {
        assertThatThrownBy(() -> call(compile("export default () => " + attempt), Map.of()))
                .hasMessageContaining("too much at once: 300000 (at most 262144)");
    }

    @Test
    void whatIsGuardedDoesWhatItAlwaysDid() {
        Script script = compile("""
                export default () => [
                  Object.keys('ab'), Object.keys(new String('ab')), Object.keys(new Uint8Array(2)), Object.keys({ length: 9, a: 1 }),
                  Object.keys(new DataView(new ArrayBuffer(2))), Object.assign({}, null, undefined, 7, { a: 1 }, new Int8Array([5])),
                  Object.values(new Float64Array([0.5])), Reflect.ownKeys([1]), Object.keys(Object.create(null)),
                  ['b', 'a', 'ä'].sort((a, b) => a.localeCompare(b)), 'a'.localeCompare(undefined) < 0,
                ];
                """);

        assertThat(call(script, Map.of()))
                .isEqualTo(List.of(
                        List.of("0", "1"),
                        List.of("0", "1"),
                        List.of("0", "1"),
                        List.of("length", "a"),
                        List.of(),
                        Map.of("a", 1L, "0", 5L),
                        List.of(0.5),
                        List.of("0", "length"),
                        List.of(),
                        List.of("a", "ä", "b"),
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import('fs')",
                "import('s.js')",
                "(() => () => [import(`${1}`)])",
                "class { static x = import('x') }"
            })
    void nothingIsImported(String attempt) {
        Problems problems = new Problems();

        SCRIPTS.compile(ScriptSource.ofFile("s.js", "export default () => " + attempt), problems);

        assertThat(problems.sorted()).hasSize(1).first().asString().contains("cannot import");
    }

    @Test
    void whatIsInheritedCanBeOverridden() {
        Script script = compile("""
                class Refused extends Error {
                  constructor(message) { super(message); this.name = 'Refused'; }
                }
                export default () => {
                  const counts = {};
                  for (const word of ['constructor', 'toString', 'valueOf', 'constructor']) {
                    counts[word] = (Object.hasOwn(counts, word) ? counts[word] : 0) + 1;
                  }
                  const error = new Refused('no');
                  error.message += '!';
                  return { counts, name: error.name, message: error.message };
                };
                """);

        assertThat(call(script, Map.of()))
                .isEqualTo(Map.of(
                        "counts",
                        Map.of("constructor", 2L, "toString", 1L, "valueOf", 1L),
                        "name",
                        "Refused",
                        "message",
                        "no!"));
    }

    @Test
    void manyThreadsGetTheirOwnResultsAlone() throws Exception {
        GraalScripts scripts = new GraalScripts(ScriptLimits.DEFAULT, new Json());
        List<Script> compiled = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            compiled.add(scripts.compile(
                    ScriptSource.ofFile(
                            "s.js",
                            "let own; const id = " + i
                                    + ";\nexport default async ({ n }) => { if (own !== undefined) throw own;"
                                    + " own = n; await null; if (n % 7 === 0) throw new Error(`at ${own}`); return [id, own, n]; }"),
                    new Problems()));
        }
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < 16; caller++) {
                Random random = new Random(caller);
                all.add(callers.submit(() -> {
                    for (int call = 0; call < 150; call++) {
                        int script = random.nextInt(8);
                        long n = random.nextInt(1_000_000);
                        if (n % 7 == 0) {
                            assertThatThrownBy(() -> call(compiled.get(script), Map.of("n", n)))
                                    .hasMessageContaining("Error: at " + n);
                        } else {
                            assertThat(call(compiled.get(script), Map.of("n", n)))
                                    .isEqualTo(List.of((long) script, n, n));
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            callers.shutdownNow();
            scripts.close();
        }
    }

    @Test
    void whatRunsWhenScriptsAreClosedIsEnded() throws Exception {
        GraalScripts scripts = new GraalScripts(new ScriptLimits(Duration.ofMinutes(5), 64L << 20, 1), new Json());
        List<Script> loops = List.of(
                scripts.compile(ScriptSource.ofFile("s.js", "export default () => { for (;;) {} }"), new Problems()),
                scripts.compile(ScriptSource.ofFile("t.js", "export default () => { for (;;) {} }"), new Problems()));
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Object>> calls = loops.stream()
                    .map(loop -> callers.submit(() -> call(loop, Map.of())))
                    .toList();
            Awaitility.await().until(IsolationTest::someScriptComputes);

            scripts.close();

            for (Future<Object> each : calls) {
                assertThatThrownBy(each::get).hasMessageContaining("scripts are closed");
            }
            Awaitility.await().until(() -> !someScriptComputes());
        } finally {
            callers.shutdownNow();
            scripts.close();
        }
    }

    private static boolean someScriptComputes() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().matches("refgate-script-[0-9]+")
                        && thread.getState() == Thread.State.RUNNABLE);
    }

    private static Script compile(String text) {
        Problems problems = new Problems();
        Script script = SCRIPTS.compile(ScriptSource.ofFile("s.js", text), problems);
        assertThat(problems.sorted()).isEmpty();
        return script;
    }

    private static Object call(Script script, Map<String, Object> argument) {
        return script.call(argument, Deadline.in(Duration.ofSeconds(60)), new Cancellation());
    }
}
