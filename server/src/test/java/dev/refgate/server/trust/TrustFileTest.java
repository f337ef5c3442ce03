package dev.refgate.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.server.access.Scope;
import dev.refgate.server.trust.Trust.Issuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustFileTest {
    private static final String GITHUB = """
            version: 1
            issuers:
              - issuer: https://token.actions.githubusercontent.com
                audience: https://refgate.example.com
                grants:
                  - claims: { repository: acme/workflows, ref: refs/heads/main }
                    scopes: [promote:production, execute:staging]
            """;

    private static Trust parse(String text) {
        return TrustFile.parse("trust.yml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhoseTokensCountAndForWhat() {
        Trust trust = parse(GITHUB);

        Issuer issuer = trust.issuers().get(0);
        assertThat(issuer.address()).hasToString("https://token.actions.githubusercontent.com");
        assertThat(issuer.name()).isEqualTo("github");
        assertThat(issuer.skew()).isEqualTo(Duration.ofSeconds(60));
        assertThat(issuer.grants().get(0).scopes())
                .containsExactlyInAnyOrder(Scope.promote("production"), Scope.execute("staging"));
        assertThat(trust.warnings()).isEmpty();
    }

    @Test
    void anyOtherIssuerIsSaidTheSameWay() {
        Trust trust = parse("""
                version: 1
                issuers:
                  - issuer: https://gitlab.example.com
                    audience: refgate
                    clock_skew: 5s
                    grants:
                      - claims: { project_path: group/project, ref_protected: true, pipeline: 7 }
                        scopes: [read]
                """);

        assertThat(trust.issuers().get(0).name()).isEqualTo("gitlab.example.com");
        assertThat(trust.issuers().get(0).skew()).isEqualTo(Duration.ofSeconds(5));
        assertThat(trust.issuers().get(0).grants().get(0).claims().get("ref_protected"))
                .hasToString("true");
    }

    @Test
    void everythingThatIsWrongIsSaidWithItsPlace() {
        assertThatThrownBy(() -> parse("""
                        version: 1
                        issuers:
                          - issuer: https://token.actions.githubusercontent.com
                            audience: a
                            clock_skew: 1h
                            grants:
                              - claims: { ref: refs/heads/main }
                                scopes: [promote]
                              - claims: { repository: "*/workflows", aud: a }
                                scopes: [read]
                          - issuer: http://ci.example.com
                            audience: a
                            grants:
                              - claims: { sub: "a/**" }
                                scopes: [read]
                        """))
                .isInstanceOf(InvalidDocumentException.class)
                .satisfies(e -> assertThat(e.getMessage().lines())
                        .satisfiesExactly(
                                line -> assertThat(line)
                                        .contains("trust.yml:5:")
                                        .contains("5m at most"),
                                line -> assertThat(line)
                                        .contains("trust.yml:7:")
                                        .contains("repository"),
                                line -> assertThat(line)
                                        .contains("trust.yml:8:")
                                        .contains("promote:ENVIRONMENT"),
                                line -> assertThat(line)
                                        .contains("trust.yml:9:")
                                        .contains("repository"),
                                line -> assertThat(line)
                                        .contains("trust.yml:9:")
                                        .contains("aud"),
                                line -> assertThat(line)
                                        .contains("trust.yml:11:")
                                        .contains("https://"),
                                line -> assertThat(line)
                                        .contains("trust.yml:14:")
                                        .contains("**")));
    }

    @ParameterizedTest
    @CsvSource({
        "'claims: {}', at least one entry",
        "claim: x, unknown key",
        "'claims: { repository: acme/x }\n        scope: [read]', unknown key",
        "'claims: { repository: [a] }', expected",
    })
    void aGrantForEverybodyOrWithATypoIsNone(String claims, String expected) {
        String text = GITHUB.replace("claims: { repository: acme/workflows, ref: refs/heads/main }", claims);

        assertThatThrownBy(() -> parse(text)).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8000",
        "https://user@ci.example.com",
        "https://ci.example.com/#x",
        "https://ci.example.com?x=1",
        "ftp://ci.example.com",
        "ci.example.com",
        "'https://ci example.com'",
    })
    void keysComeOverTlsFromAWholeAddress(String address) {
        String text = GITHUB.replace("https://token.actions.githubusercontent.com", "\"" + address + "\"");

        assertThatThrownBy(() -> parse(text))
                .hasMessageContaining("trust.yml:3:")
                .hasMessageContaining(address);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:8000, true", "http://localhost:8000, true", "http://ci.example.com, false"})
    void withoutTlsIsForThisMachine(String address, boolean fine) {
        String text = GITHUB.replace("https://token.actions.githubusercontent.com", address + "\n    allow_http: true");

        if (fine) {
            assertThat(parse(text).issuers().get(0).allowsHttp()).isTrue();
        } else {
            assertThatThrownBy(() -> parse(text)).hasMessageContaining("this machine alone");
        }
    }

    @Test
    void callersOfTwoIssuersCannotBeTakenForEachOtherOrForKeys() {
        String second = GITHUB.substring(GITHUB.indexOf("  - issuer"));

        assertThatThrownBy(() -> parse(GITHUB + second))
                .hasMessageContaining("trust.yml:8:")
                .hasMessageContaining("there already");
        assertThatThrownBy(() -> parse(GITHUB
                        + second.replace("https://token", "https://other.token")
                                .replace("audience:", "name: github\n    audience:")))
                .hasMessageContaining("trust.yml:9:")
                .hasMessageContaining("name: github is taken");
        assertThatThrownBy(() -> parse(GITHUB.replace("audience:", "name: key\n    audience:")))
                .hasMessageContaining("name: key is taken");
    }

    @Test
    void whatAnyBranchMayDoIsWarnedOf() {
        Trust trust = parse(GITHUB.replace(", ref: refs/heads/main", ""));

        assertThat(trust.warnings())
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning).contains("trust.yml:6:").contains("every branch"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> TrustFile.read(Path.of("no-such-trust.yml")))
                .hasMessageContaining("no-such-trust.yml");
    }

    @Test
    void theGuidesExamplesAreRight() throws IOException {
        String guide = Files.readString(Path.of("../docs/keyless-ci.md"));
        String github = guide.substring(guide.indexOf("# trust.yml"));
        String gitlab = guide.substring(guide.indexOf("  - issuer: https://gitlab.example.com"));

        Trust trust = parse(github.substring(0, github.indexOf("```")) + gitlab.substring(0, gitlab.indexOf("```")));

        assertThat(trust.issuers()).hasSize(2);
        assertThat(trust.warnings()).isEmpty();
    }
}
