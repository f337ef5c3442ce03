package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.InvalidDocumentException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code javascript}: what a script gets, what it gives, and what is said when it goes wrong. */
class JavascriptBlockTest {
    private final TestEngine engine = new TestEngine();

    @Test
    void callsTheDefaultExportOfAFileWithWhatIsRendered() {
        CompiledWorkflow workflow = engine.compile(InMemoryWorkflow.of("""
                version: 1
                inputs: { subject: {} }
                blocks:
                  - { id: classify, type: javascript, file: lib/classify.js, with: { text: "{{ inputs.subject }}", n: 2 } }
                """)
                .with(
                        "lib/classify.js",
                        "export default ({ text, n }) => ({ text: text.toUpperCase(), n: n + 1, half: n / 4 });"));

        RunResult result = engine.run(workflow, Map.of("subject", "prod down"));

        assertThat(result.error()).isEmpty();
        assertThat(result.outputs()).isEqualTo(Map.of("classify", Map.of("text", "PROD DOWN", "n", 3L, "half", 0.5)));
    }

    @Test
    void withoutWithTheArgumentIsAnEmptyObject() {
        assertThat(output("export default x => [typeof x, Object.keys(x).length]"))
                .isEqualTo(List.of("object", 0L));
    }

    @Test
    void noTemplateIsRenderedInASource() {
        assertThat(output("export default () => '{{ inputs.x }}'")).isEqualTo("{{ inputs.x }}");
    }

    @Test
    void everyJsonValueComesBackAsItWent() {
        Map<String, Object> nested = new HashMap<>();
        nested.put("null", null);
        nested.put("__proto__", "own");
        nested.put("text", "\u0000 \ud83d\ude00 \u2028 \"");
        nested.put("numbers", List.of(0L, -1L, 0.5, 9_007_199_254_740_991L, -1e300));
        nested.put("list", Arrays.asList(true, null, List.of(), Map.of()));

        RunResult result = engine.run("""
                inputs: { x: {} }
                blocks: [{ id: script, type: javascript, source: "export default x => x", with: "{{ inputs.x }}" }]
                """, Map.of("x", nested));

        assertThat(result.outputs().get("script")).isEqualTo(nested);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            undefined                                      | null
            () => { }                                      | null
            () => -0                                       | 0
            () => 3.0                                      | 3
            () => 1e20                                     | 100000000000000000000
            () => 1e21                                     | 1.0E21
            () => new Date(0)                              | 1970-01-01T00:00:00.000Z
            () => [undefined]                              | [null]
            () => ({ a: undefined, b: 1 })                 | {b=1}
            () => ({ toJSON: () => 'own' })                | own
            () => new (class { a = 1; #b = 2; get c() { return 3 } })() | {a=1}
            async () => 1                                  | 1
            async ({}) => (await Promise.all([1, 2])).length | 2
            () => Promise.resolve().then(() => 'later')    | later
            """)
    void whatElseIsReturnedBecomesJson(String function, String expected) {
        String script = function.equals("undefined") ? "() => undefined" : function;

        assertThat(String.valueOf(output("export default " + script))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            () => NaN                                   | the script returned what is no JSON value: result is NaN
            () => ({ a: [1, { b: -1 / 0 }] })           | the script returned what is no JSON value: result.a[1].b is -Infinity
            () => ({ 'a b': () => 1 })                  | the script returned what is no JSON value: result["a b"] is a function
            () => [Symbol('x')]                         | the script returned what is no JSON value: result[0] is a symbol
            () => ({ seen: new Set([1]) })              | the script returned what is no JSON value: result.seen is an object of type Set
            () => new Map()                             | the script returned what is no JSON value: result is an object of type Map
            async () => /x/                             | the script returned what is no JSON value: result is an object of type RegExp
            () => [new Error('x')]                      | the script returned what is no JSON value: result[0] is an object of type Error
            () => { const o = {}; o.o = o; return o }   | TypeError: Converting circular structure to JSON
            () => new Promise(() => {})                 | the script returned a promise that nothing settles
            () => { throw new TypeError('no') }         | TypeError: no
            () => { throw 'a text' }                    | a text
            () => { throw null }                        | null
            () => { throw undefined }                   | undefined
            () => { throw { toString() { throw 1 } } }  | Error
            async () => { throw new Error('later') }    | Error: later
            () => Promise.reject('a text')              | a text
            () => ({ get a() { throw new Error('g') } }) | Error: g
            () => x.y                                   | ReferenceError: x is not defined
            5                                           | the default export is not a function
            """)
    void whatGoesWrongIsSaid(String function, String expected) {
        String text = function.equals("5") ? "const five = 5; export default five" : "export default " + function;

        assertThat(failure(text)).startsWith("workflows/triage/workflow.yml").contains(expected);
    }

    @Test
    void anErrorSaysWhereInTheWorkflowsFile() {
        RunResult result = engine.run("""
                blocks:
                  - id: broken
                    type: javascript
                    source: |
                      const get = x => x.a.b;

                      export default x => {
                        return get(x);
                      };
                """);

        assertThat(result.error().orElseThrow().message())
                .isEqualTo("workflows/triage/workflow.yml:6:24: TypeError: Cannot read property 'b' of undefined");
    }

    @Test
    void anErrorSaysWhereInAFile() {
        CompiledWorkflow workflow = engine.compile(
                InMemoryWorkflow.of("""
                version: 1
                blocks: [{ id: broken, type: javascript, file: broken.js }]
                """).with("broken.js", "export default x => {\n  return x.a.b;\n};\n"));

        assertThat(engine.run(workflow, Map.of()).error().orElseThrow().message())
                .isEqualTo("workflows/triage/broken.js:2:10: TypeError: Cannot read property 'b' of undefined");
    }

    @Test
    void wholeNumbersThatJavaScriptCannotHoldAreRefused() {
        for (Object number : List.of(9_007_199_254_740_993L, BigInteger.TWO.pow(70))) {
            RunResult result = engine.run("""
                    inputs: { id: {} }
                    blocks: [{ id: script, type: javascript, source: "export default x => x", with: { id: "{{ inputs.id }}" } }]
                    """, Map.of("id", number));

            assertThat(result.error().orElseThrow().message())
                    .isEqualTo(
                            "with: " + number
                                    + " is more than JavaScript's numbers hold exactly (at most 9007199254740991): pass it as a text");
        }
    }

    @Test
    void whatIsWrongWithAScriptIsFoundWithoutRunningIt() {
        assertThat(fileProblems("export default x => {\n  return x +;\n}"))
                .containsExactly("workflows/triage/s.js:2:13: not JavaScript: Expected an operand but found ;");
        assertThat(fileProblems("export const a = 1;"))
                .singleElement()
                .asString()
                .startsWith("workflows/triage/s.js:1:1: no default export");
        assertThat(fileProblems("module.exports = () => 1;"))
                .singleElement()
                .asString()
                .contains("no default export");
        assertThat(fileProblems("import fs from 'fs';\nexport default () => fs;"))
                .singleElement()
                .asString()
                .startsWith("workflows/triage/s.js:1:1: a script cannot import anything");
        assertThat(fileProblems("export default async () =>\n  (await import('fs')).x;"))
                .singleElement()
                .asString()
                .startsWith("workflows/triage/s.js:2:10: a script cannot import anything");
        assertThat(fileProblems("export { default } from 'other';")).hasSize(2);
        assertThat(fileProblems("export default { a: 1 };"))
                .singleElement()
                .asString()
                .contains("the default export is not a function");
        assertThat(fileProblems("await 1; export default () => 1;"))
                .singleElement()
                .asString()
                .contains("not JavaScript");
        assertThat(fileProblems("export default () => " + "[".repeat(20_000) + "]".repeat(20_000)))
                .hasSize(1);
        assertThat(fileProblems("throw new Error('at the top'); export default () => { for (;;) {} }"))
                .isEmpty();
    }

    @Test
    void problemsOfASourceAreAtItsLinesInTheWorkflowsFile() {
        assertThat(engine.problems("""
                blocks:
                  - id: literal
                    type: javascript
                    source: |
                      export default x => {
                        return x +;
                      }
                  - { id: quoted, type: javascript, source: "export default x => +" }
                  - { id: plain, type: javascript, source: let x }
                """))
                .containsExactly(
                        "7:19: not JavaScript: Expected an operand but found ;",
                        "9:67: not JavaScript: Expected an operand but found eof",
                        "10:44: no default export (expected `export default` with a function of one argument)");
    }

    @Test
    void aScriptIsEitherAFileOrASource() {
        assertThat(engine.problems("blocks: [{ id: bare, type: javascript }]"))
                .containsExactly("2:10: block \"bare\" has neither \"file\" nor \"source\" (expected one of them)");
        assertThat(engine.problems(
                        "blocks: [{ id: both, type: javascript, file: a.js, source: \"export default () => 1\" }]"))
                .singleElement()
                .asString()
                .contains("block \"both\" has both \"file\" and \"source\" (expected one of them)");
        assertThat(engine.problems("blocks: [{ id: gone, type: javascript, file: gone.js }]"))
                .singleElement()
                .asString()
                .contains("there is no file \"gone.js\"");
    }

    @Test
    void aTimeoutEndsAScript() {
        engine.limits(withCpu(Duration.ofMinutes(5)));

        RunResult result = engine.run("""
                blocks: [{ id: spin, type: javascript, timeout: 200ms, source: "export default () => { for (;;) {} }" }]
                """);

        assertThat(TestEngine.block(result, "spin").status()).isEqualTo(BlockStatus.TIMED_OUT);
        assertThat(result.error().orElseThrow().message()).isEqualTo("took longer than 200ms");
    }

    @Test
    void aCancelledRunEndsItsScriptAndFreesItsPlace() throws Exception {
        Cancellation cancellation = new Cancellation();
        CountDownLatch started = new CountDownLatch(1);
        engine.limits(withCpu(Duration.ofMinutes(5)));
        engine.cancellation(cancellation).listener(event -> {
            if (event instanceof RunEvent.BlockStarted) {
                started.countDown();
            }
        });
        CompiledWorkflow loop = engine.compile(
                "blocks: [{ id: spin, type: javascript, source: \"export default () => { for (;;) {} }\" }]");
        CompiledWorkflow quick =
                engine.compile("blocks: [{ id: quick, type: javascript, source: \"export default () => 1\" }]");
        var caller = Executors.newSingleThreadExecutor();
        try {
            Future<RunResult> run = caller.submit(() -> engine.run(loop, Map.of()));
            started.await();
            cancellation.cancel();

            assertThat(run.get().status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(engine.cancellation(new Cancellation())
                            .run(quick, Map.of())
                            .outputs())
                    .isEqualTo(Map.of("quick", 1L));
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void theWaitForATurnCountsAndTheRestGoOn() {
        engine.limits(withCpu(Duration.ofMinutes(5)));

        RunResult result = engine.run("""
                blocks:
                  - { id: spin, type: javascript, needs: [], timeout: 2s, on_error: continue, source: "export default () => { for (;;) {} }" }
                  - { id: waits, type: javascript, needs: [], timeout: 1s, on_error: continue, source: "export default () => { for (;;) {} }" }
                  - { id: after, type: javascript, needs: [spin, waits], source: "export default () => 'done'" }
                outputs: { after: "{{ after.output }}" }
                """);

        assertThat(TestEngine.block(result, "spin").status()).isEqualTo(BlockStatus.TIMED_OUT);
        assertThat(TestEngine.block(result, "waits").status()).isEqualTo(BlockStatus.TIMED_OUT);
        assertThat(result.outputs()).isEqualTo(Map.of("after", "done"));
    }

    @Test
    void limitsAreNamed() {
        engine.limits(new RunLimits(
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                500,
                1 << 20,
                4 << 20,
                8,
                new ScriptLimits(Duration.ofMillis(100), 8 << 20, 1)));

        assertThat(failure("export default () => { for (;;) {} }"))
                .endsWith("the script computed longer than it may (at most 100ms of processor time a call)");
        assertThat(failure("export default () => { const a = []; for (;;) a.push({}) }"))
                .endsWith("the script allocated more memory than it may (at most 8 MiB a call)");
    }

    @Test
    void valuesOfTheEnvironmentAreMaskedInErrors() {
        engine.env("TOKEN", "the-secret");

        RunResult result = engine.run("""
                blocks: [{ id: leak, type: javascript, with: { t: "{{ _env.TOKEN }}" }, source: "export default ({ t }) => { throw t }" }]
                """);

        assertThat(result.error().orElseThrow().message())
                .doesNotContain("the-secret")
                .contains("***");
    }

    private static RunLimits withCpu(Duration cpu) {
        return new RunLimits(
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                500,
                1 << 20,
                4 << 20,
                8,
                new ScriptLimits(cpu, 64 << 20, 1));
    }

    private Object output(String source) {
        RunResult result = run(source);
        assertThat(result.error()).isEmpty();
        return result.outputs().get("script");
    }

    private String failure(String source) {
        return run(source).error().orElseThrow().message();
    }

    private RunResult run(String source) {
        return engine.run("blocks:\n  - id: script\n    type: javascript\n    source: |\n      " + source + "\n");
    }

    private List<String> fileProblems(String script) {
        InMemoryWorkflow folder = InMemoryWorkflow.of("""
                version: 1
                blocks: [{ id: s, type: javascript, file: s.js }]
                """).with("s.js", script);
        try {
            engine.compile(folder);
            return List.of();
        } catch (InvalidDocumentException e) {
            return e.problems().stream().map(Object::toString).toList();
        }
    }
}
