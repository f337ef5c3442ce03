package dev.refgate.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String CALL = """
            version: 1
            inputs:
              customer_email:
                type: string
                sensitive: true
                default: jane@leak.example
                examples: [joe@leak.example]
              plan: { type: string, default: visible-default }
              token: { type: string, minLength: 8, default: hunter-leak }
            blocks:
              - id: send
                type: http
                url: "https://user:leak-in-url@example.org/?api_key=leak-in-query&page=visible-page"
                json:
                  password: leak-1
                  Authorization: "Bearer leak-2"
                  api_key: 'leak-3'
                  apikey: |
                    leak-4
                    leak-5
                  cookie: { session: leak-6 }
                  secret: [leak-7, "leak-8"]
                  pin_secret: 47114711
                  x-api-key: >-
                    leak-9

                    leak-10
                  "client_secret": "leak \\
                    11"
                  max_tokens: 500
                  author: visible-author
            """;

    @Test
    void theSampleIsAWorkflow() {
        assertThat(Differs.workflows(CALL, CALL + "name: x\n").blocks()).isInstanceOf(BlocksDiff.class);
    }

    @Test
    void noSecretLeavesTheComparison() {
        String after =
                CALL.replace("leak", "LEAK").replace("47114711", "47124712").replace("minLength: 8", "minLength: 9");

        String all = Differs.workflows(CALL, after).toString();

        assertThat(all)
                .doesNotContainIgnoringCase("leak")
                .doesNotContain("4711")
                .doesNotContain("4712");
    }

    @Test
    void whatIsNoSecretIsShown() {
        String after = CALL.replace("visible", "shown").replace("500", "600").replace("leak", "LEAK");

        String all = Differs.workflows(CALL, after).toString();

        assertThat(all)
                .contains("visible-default", "shown-default", "visible-page", "shown-author", "500", "600")
                .contains("customer_email");
    }

    @Test
    void aChangedSecretIsReportedWithoutItsValues() {
        BlocksDiff diff = (BlocksDiff)
                Differs.workflows(CALL, CALL.replace("leak-1\n", "other\n")).blocks();

        assertThat(diff.changed()).hasSize(1);
        assertThat(diff.changed().get(0).settings())
                .extracting(
                        ValueChange::path,
                        change -> change.from().orElseThrow().plain(),
                        change -> change.to().orElseThrow().plain())
                .containsExactly(tuple("json.password", "***", "***"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ _env.TOKEN }}", "Bearer {{ _env.TOKEN }}", "{{- inputs.token -}}"})
    void referencesAtSecretPlacesAreShown(String reference) {
        String before = CALL.replace("leak-1", "x");

        String all = Differs.workflows(before, before.replace("password: x", "password: \"" + reference + "\""))
                .toString();

        assertThat(all).contains(reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ _env.TOKEN | default('leak-x') }}", "user:leak-x {{ _env.TOKEN }}", "{{ 'leak-x' }}"})
    void referencesWithASecretBesideThemAreNot(String reference) {
        String before = CALL.replace("leak-1", "x");

        String all = Differs.workflows(before, before.replace("password: x", "password: \"" + reference + "\""))
                .toString();

        assertThat(all).doesNotContain("leak-x");
    }

    @Test
    void invalidYamlIsMaskedLineByLine() {
        String broken = CALL.replace("leak", "LEAK") + "  - [ broken\n";

        WorkflowDiff diff = Differs.workflows(CALL, broken);

        assertThat(diff.blocks()).isInstanceOf(NoBlocksView.class);
        assertThat(diff.code().files().get(0).lines().added()).isGreaterThan(10);
        assertThat(diff.toString()).doesNotContainIgnoringCase("leak").doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const password = \"leak\";",
                "const o = { apiKey: 'leak', a: 1 };",
                "headers['Authorization'] = `Bearer leak-1`;",
                "fetch('https://u:leak@h/');",
                "// ghp_leakleakleakleakleak",
                "const key = `-----BEGIN RSA PRIVATE KEY-----\nleak\nleak2\n-----END RSA PRIVATE KEY-----`;"
            })
    void literalSecretsInScriptsAreMasked(String script) {
        FileDiff diff = Differs.files("s.js", "".getBytes(UTF_8), (script + "\n").getBytes(UTF_8));

        assertThat(diff.lines().added()).isPositive();
        assertThat(diff.toString()).doesNotContain("leak").contains("***");
    }

    @Test
    void codeThatOnlyHandlesSecretsIsShown() {
        String script = "const token = input.token; if (password == other.password) { cookie(token) }";

        FileDiff diff = Differs.files("s.js", "".getBytes(UTF_8), script.getBytes(UTF_8));

        assertThat(diff.toString()).contains(script);
    }

    @Test
    void sensitiveInputsAreMaskedInSamplePayloadsAndTests() {
        WorkflowFiles before = WorkflowFiles.commit("a")
                .with("w/workflow.yml", CALL)
                .with("w/inputs/default.json", "{\"customer_email\": \"a@leak.example\", \"plan\": \"free\"}\n");
        WorkflowFiles after = WorkflowFiles.commit("b")
                .with("w/workflow.yml", CALL)
                .with("w/inputs/default.json", "{\"customer_email\": \"b@leak.example\", \"plan\": \"paid\"}\n");

        FileDiff diff = Differs.only(Differs.diff(before, after)).code().files().get(0);

        assertThat(diff.toString()).doesNotContain("leak").contains("free", "paid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization",
                "Proxy-Authorization",
                "password",
                "db_password",
                "token",
                "accessToken",
                "X-Auth-Token",
                "secret",
                "clientSecret",
                "client_secret",
                "api_key",
                "apikey",
                "X-API-Key",
                "cookie",
                "Set-Cookie",
                "credentials"
            })
    void credentialsAreRecognizedByName(String name) {
        assertThat(CredentialNames.matches(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key",
                "max_tokens",
                "tokens",
                "author",
                "monkey",
                "id",
                "",
                "-",
                "keyboard",
                "cookies_url",
                "tokenizer"
            })
    void otherNamesAreNot(String name) {
        assertThat(CredentialNames.matches(name)).isFalse();
    }
}
