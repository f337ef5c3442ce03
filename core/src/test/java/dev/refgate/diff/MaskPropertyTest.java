package dev.refgate.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is looked for by short cuts is found as by the regular expressions of {@link SlowMask}, which take none. */
class MaskPropertyTest {
    private static final List<String> PARTS = List.of(
            "password",
            "Authorization",
            "apiKey",
            "api-k-ey",
            "API_KEY",
            "token",
            "max_tokens",
            "x-auth.Token",
            "cookie",
            "name",
            "secret",
            "clientSecret",
            "key",
            "\u212aey",
            "passwo\u0131d",
            "XMLKey9Api",
            "id",
            "hunter2",
            "leak",
            "a",
            ":",
            "=",
            ": ",
            " = ",
            "\"",
            "'",
            "`",
            "]",
            "[",
            "{",
            "}",
            ",",
            " ",
            "\t",
            "\u000b",
            "\n",
            "\r",
            "\u00a0",
            "\\",
            "-",
            ".",
            "_",
            "/",
            "@",
            "://",
            "https://u:p@h/",
            "?",
            "&",
            "?api_key=x",
            "&token=abc",
            "#",
            "%20",
            "ghp_",
            "gho_",
            "github_pat_",
            "sk-",
            "xoxb-",
            "xox",
            "AKIA",
            "eyJ",
            "0123456789ABCDEF",
            "abcdefgh12345678",
            "eyJabcdefgh.abcdefgh.x",
            "Bearer ",
            "bearer ",
            "BEARER ",
            "earer",
            "abc.def-123",
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----END PRIVATE KEY-----",
            "-----",
            "{{ _env.TOKEN }}",
            "{{ 'x' }}",
            "\ud83d\ude00",
            "\u0130",
            "|",
            ">-",
            "- ");

    @Property(tries = 20_000)
    void textsAreMaskedAsWithoutShortCuts(@ForAll("texts") String text) {
        assertThat(LineMask.literals(text)).isEqualTo(SlowMask.literals(text));
    }

    @Property(tries = 5_000)
    void linesAreMaskedAsWithoutShortCuts(@ForAll("lines") List<String> lines) {
        assertThat(LineMask.literals(lines)).isEqualTo(SlowMask.literals(lines));
        assertThat(LineMask.assignments(lines, Set.of("id"))).isEqualTo(SlowMask.assignments(lines, Set.of("id")));
    }

    @Property(tries = 20_000)
    void namesAreTakenForCredentialsAsByTheirWords(@ForAll("names") String name) {
        assertThat(CredentialNames.matches(name)).isEqualTo(SlowMask.isCredential(name));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PARTS).list().ofMaxSize(14).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return texts().map(text -> text.replace("\n", "")).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                "api",
                                "Api",
                                "API",
                                "key",
                                "Key",
                                "KEY",
                                "k",
                                "E",
                                "Y",
                                "pass",
                                "word",
                                "Word",
                                "secret",
                                "Secret",
                                "s",
                                "token",
                                "Token",
                                "pwd",
                                "cookie",
                                "private",
                                "9",
                                "-",
                                "_",
                                ".",
                                " ",
                                "\u212a",
                                "\u0130",
                                "x",
                                "authorization",
                                "bearer",
                                "credential",
                                "\u00e9")
                        .list()
                        .ofMaxSize(6)
                        .map(parts -> String.join("", parts)),
                Arbitraries.strings());
    }
}
