package dev.refgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.document.SampleDocuments;
import dev.refgate.environment.EnvironmentRef;
import dev.refgate.internal.yaml.YamlDocumentReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {
    private static final PolicyParser PARSER = new PolicyParser(new YamlDocumentReader());

    private final Problems problems = new Problems();

    @Test
    void readsThreeEnvironments() {
        Policy policy = parse(SampleDocuments.policy("three-environments.yml"));

        assertThat(policy.sourceRef()).isEqualTo("refs/heads/main");
        assertThat(policy.defaultEnvironment()).isEmpty();
        assertThat(policy.environments().names()).containsExactly("development", "staging", "production");
        assertThat(policy.environments().named("production").from()).contains("staging");
        assertThat(policy.rules().get("production"))
                .isEqualTo(new Policy.PromotionRules(
                        List.of(new Gate.Smoke("staging"), new Gate.Soak(Duration.ofMinutes(30))),
                        List.of(new FreezeWindow("0 18 * * FRI", Duration.ofHours(60), ZoneId.of("Europe/Berlin")))));
    }

    @Test
    void readsEveryKey() {
        Policy policy = parse(SampleDocuments.policy("all-keys.yml"));

        assertThat(policy.sourceRef()).isEqualTo("refs/heads/release/2026");
        assertThat(policy.defaultEnvironment()).contains("production");
        assertThat(policy.environments().named("production").ref())
                .isEqualTo(new EnvironmentRef.Tag("refs/tags/production"));
        assertThat(policy.rules().get("test_1")).isEqualTo(new Policy.PromotionRules(List.of(), List.of()));
        assertThat(policy.rules().get("production").gates())
                .containsExactly(
                        new Gate.Command(List.of("./check.sh", "--strict"), Duration.ofSeconds(90)),
                        new Gate.Command(List.of("true"), Duration.ofMinutes(5)),
                        new Gate.Soak(Duration.ofDays(1)),
                        new Gate.Smoke("test_1"));
        assertThat(policy.rules().get("production").freezeWindows())
                .containsExactly(
                        new FreezeWindow("*/15 0-6,22-23 1-7 jan-mar 1", Duration.ofMinutes(15), ZoneOffset.UTC));
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        String text = """
                version: 1
                sources: main
                default_environment: prod
                environments:
                  staging:
                    ref: refs/heads/env/staging
                    form: development
                  production:
                    ref: env/production
                    from: stagin
                    gates:
                      - { type: smoke, environment: stagging }
                      - { type: soak, duration: 30 minutes }
                      - { type: soka }
                      - { type: command, run: [] }
                    freeze:
                      - { cron: "0 25 * * *", duration: 0h, timezone: Berlin }
                """;

        assertThat(problemsOf(text))
                .containsExactly(
                        "refgate.yml:1:1: refgate.yml needs the key \"source\" (a branch's short name, such as main)",
                        "refgate.yml:2:1: unknown key \"sources\" in refgate.yml (expected one of: version, source,"
                                + " default_environment, environments); did you mean \"source\"?",
                        "refgate.yml:3:22: unknown environment \"prod\" (expected one of: staging, production)",
                        "refgate.yml:7:5: unknown key \"form\" in an environment (expected one of: ref, from, gates, freeze, override);"
                                + " did you mean \"from\"?",
                        "refgate.yml:9:10: expected a full ref: refs/heads/… or refs/tags/…, found the text"
                                + " \"env/production\"",
                        "refgate.yml:10:11: unknown environment \"stagin\" (expected one of: staging, production); did you"
                                + " mean \"staging\"?",
                        "refgate.yml:12:37: unknown environment \"stagging\" (expected one of: staging, production); did you"
                                + " mean \"staging\"?",
                        "refgate.yml:13:33: expected a duration like 500ms, 30s, 5m, 2h or 1d, found the text \"30 minutes\"",
                        "refgate.yml:14:17: expected one of: smoke, soak, command, found the text \"soka\"; did you mean"
                                + " \"soak\"?",
                        "refgate.yml:15:31: expected a list with at least one item, found an empty list",
                        "refgate.yml:17:17: \"25\" cannot stand in a cron expression here (expected hour: 0-23, or *, a-b,"
                                + " a,b, */n, a-b/n)",
                        "refgate.yml:17:41: expected a duration like 500ms, 30s, 5m, 2h or 1d, above zero, found the text"
                                + " \"0h\"",
                        "refgate.yml:17:55: unknown time zone \"Berlin\" (expected a name like Europe/Berlin or UTC)");
    }

    @Test
    void aFileWithoutEnvironmentsIsRefused() {
        assertThat(problemsOf("version: 1\nsource: main\nenvironments: {}\n"))
                .containsExactly(
                        "refgate.yml:3:15: expected a mapping with at least one entry, found an empty mapping");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "text", "12", "~"})
    void aFileThatIsNoMappingIsOneProblem(String text) {
        assertThat(problemsOf(text))
                .singleElement()
                .asString()
                .startsWith("refgate.yml:1:1: expected a mapping (refgate.yml), found ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "ephemeral", "pr-12", "pr-"})
    void namesThatMeanSomethingElseAreReserved(String name) {
        assertThat(problemsOf(environments(name + ": { ref: refs/heads/a }")))
                .containsExactly(
                        "refgate.yml:4:3: \"" + name
                                + "\" cannot be an environment's name (expected another: console, ephemeral and pr-… are reserved)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Prod", "-prod", "a.b", "a/b", "\"\""})
    void namesHaveAForm(String name) {
        assertThat(problemsOf(environments(name + ": { ref: refs/heads/a }")))
                .singleElement()
                .asString()
                .startsWith("refgate.yml:4:3: ")
                .endsWith(" cannot be an environment's name (expected [a-z0-9][a-z0-9_-]{0,62})");
    }

    @Test
    void environmentsHaveARefOfTheirOwn() {
        assertThat(problemsOf(environments(
                        "a: { ref: refs/heads/env/a }",
                        "b: { ref: refs/heads/env/a }",
                        "c: { ref: refs/heads/env }",
                        "d: { ref: refs/tags/env }")))
                .containsExactly(
                        "refgate.yml:5:13: the ref refs/heads/env/a is already the environment a (expected one ref for"
                                + " each)",
                        "refgate.yml:6:13: the ref refs/heads/env cannot exist beside refs/heads/env/a of the environment a"
                                + " (expected neither to be below the other)",
                        "refgate.yml:6:13: the ref refs/heads/env cannot exist beside refs/heads/env/a of the environment b"
                                + " (expected neither to be below the other)");
    }

    @Test
    void environmentsDoNotReadEachOthersSettings() {
        assertThat(problemsOf(environments(
                        "eu-prod: { ref: refs/heads/a }",
                        "eu_prod: { ref: refs/heads/b }",
                        "eu: { ref: refs/heads/c }",
                        "eu__x: { ref: refs/heads/d }")))
                .containsExactly(
                        "refgate.yml:5:3: the environments eu-prod and eu_prod would read each other's settings:"
                                + " REFGATE_ENV__EU_PROD__… and REFGATE_ENV__EU_PROD__… (expected names that differ"
                                + " otherwise)",
                        "refgate.yml:7:3: the environments eu and eu__x would read each other's settings:"
                                + " REFGATE_ENV__EU__… and REFGATE_ENV__EU__X__… (expected names that differ otherwise)");
    }

    @Test
    void environmentsDoNotPromoteInACircle() {
        assertThat(problemsOf(environments(
                        "a: { ref: refs/heads/a, from: c }",
                        "b: { ref: refs/heads/b, from: a }",
                        "c: { ref: refs/heads/c, from: b }",
                        "d: { ref: refs/heads/d, from: a }",
                        "e: { ref: refs/heads/e, from: e }")))
                .containsExactly(
                        "refgate.yml:4:33: the environments promote in a circle: a from c from b from a (expected a first one"
                                + " without \"from\")",
                        "refgate.yml:8:33: the environments promote in a circle: e from e (expected a first one without"
                                + " \"from\")");
    }

    @Test
    void aSoakNeedsAnEnvironmentToSoakIn() {
        assertThat(problemsOf(environments("a: { ref: refs/heads/a, gates: [{ type: soak, duration: 1h }] }")))
                .containsExactly("refgate.yml:4:35: a gate of type soak needs the environment's \"from\" (expected the"
                        + " environment to soak in)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/main", "refs/heads/env/production", "refs/tags/v1.0", "refs/heads/a-b_c",
                "refs/heads/@", "refs/heads/a@b", "refs/heads/a.lockb", "refs/heads/a{b}"
            })
    void acceptsTheRefsThatGitAccepts(String ref) throws Exception {
        assertThat(parse(environments("a: { ref: \"" + ref + "\" }"))
                        .environments()
                        .named("a")
                        .ref()
                        .fullName())
                .isEqualTo(ref);
        assertThat(gitAccepts(ref)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/",
                "refs/heads/a..b",
                "refs/heads/.a",
                "refs/heads/a/.b",
                "refs/heads/a.lock",
                "refs/heads/a.lock/b",
                "refs/heads/a.",
                "refs/heads/a/",
                "refs/heads//a",
                "refs/heads/a@{b",
                "refs/heads/a b",
                "refs/heads/a~b",
                "refs/heads/a^b",
                "refs/heads/a:b",
                "refs/heads/a?b",
                "refs/heads/a*b",
                "refs/heads/a[b",
                "refs/heads/a\\\\b",
                "refs/heads/a\\x7f",
                "refs/heads/a\\n"
            })
    void refusesTheRefsThatGitRefuses(String ref) throws Exception {
        assertThat(problemsOf(environments("a: { ref: \"" + ref + "\" }")))
                .singleElement()
                .asString()
                .startsWith("refgate.yml:4:13: expected a full ref: refs/heads/… or refs/tags/…, found the text ");
        String meant = ref.replace("\\\\", "\\").replace("\\x7f", "\u007f").replace("\\n", "\n");
        assertThat(gitAccepts(meant)).isFalse();
    }

    @Test
    void aVeryLongRefIsRefusedAndNothingElseHappens() {
        assertThat(problemsOf(environments("a: { ref: refs/heads/" + "a".repeat(500_000) + " }")))
                .hasSize(1);
        assertThat(problemsOf(environments("a: { ref: refs/heads/" + "a/".repeat(250_000) + " }")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/main", "-x", "HEAD", "@", "a..b", "a b"})
    void theSourceIsABranchsShortName(String source) {
        assertThat(problemsOf(
                        environments("a: { ref: refs/heads/a }").replace("source: main", "source: \"" + source + "\"")))
                .containsExactly("refgate.yml:2:9: expected a branch's short name, such as main, found the text \""
                        + source + "\"");
    }

    private static boolean gitAccepts(String ref) throws IOException, InterruptedException {
        return new ProcessBuilder("git", "check-ref-format", ref).start().waitFor() == 0;
    }

    private static String environments(String... environments) {
        return "version: 1\nsource: main\nenvironments:\n  " + String.join("\n  ", environments) + "\n";
    }

    private List<String> problemsOf(String text) {
        assertThat(PARSER.parse(text.getBytes(StandardCharsets.UTF_8), problems))
                .isEmpty();
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private Policy parse(String text) {
        var policy = PARSER.parse(text.getBytes(StandardCharsets.UTF_8), problems);
        assertThat(problems.sorted()).isEmpty();
        return policy.orElseThrow();
    }
}
