package dev.refgate.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.run.BlockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How URLs are read. */
class TargetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.example/a?b=c#d          | https | api.example   | 443  | /a?b=c",
                "HTTP://API.Example                   | http  | api.example   | 80   | /",
                "http://api.example:8080?x=1          | http  | api.example   | 8080 | /?x=1",
                "https://api.example./                | https | api.example   | 443  | /",
                "http://localhost:/x                  | http  | localhost     | 80   | /x",
                "http://127.0.0.1/                    | http  | 127.0.0.1     | 80   | /",
                "http://[::FFFF:127.0.0.1]:81/        | http  | ::ffff:127.0.0.1 | 81 | /",
                "http://münchen.example/straße?q=ü    | http  | xn--mnchen-3ya.example | 80 | /stra%C3%9Fe?q=%C3%BC",
                "http://１２７.０.０.１/                  | http  | 127.0.0.1     | 80   | /",
                "http://api。example/                  | http  | api.example   | 80   | /",
                "http://a_b.example/                  | http  | a_b.example   | 80   | /",
                "http://a//b/../c                     | http  | a             | 80   | //b/../c",
                "http://a/%0d%0aX:%20y                | http  | a             | 80   | /%0d%0aX:%20y"
            })
    void aUrlIsReadAsItIs(String url, String scheme, String host, int port, String path) {
        assertThat(Target.of(url)).isEqualTo(new Target(scheme, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example",
                "/path",
                "//api.example/",
                "ftp://api.example/",
                "file:///etc/passwd",
                "jar:http://a!/",
                "gopher://127.0.0.1:70/",
                "unix:///var/run/docker.sock",
                "http:",
                "http:///path",
                "http://:80/",
                "http://?",
                "http:127.0.0.1",
                "http:/127.0.0.1/",
                "http://user@host.example/",
                "http://user:hunter2@127.0.0.1/",
                "http://public.example@127.0.0.1/",
                "http://public.example%40127.0.0.1/",
                "http://127.0.0.1\\@public.example/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.1.1/",
                "http://0/",
                "http://127.0.0.256/",
                "http://127.0.0.01/",
                "http://a.0x1/",
                "http://1.2.3.4.5.6.7.8/",
                "http://[::1/",
                "http://::1/",
                "http://[::1%25eth0]/",
                "http://[v1.x]/",
                "http://[127.0.0.1]x/",
                "http://a:0/",
                "http://a:65536/",
                "http://a:99999999999/",
                "http://a:-1/",
                "http://a:b/",
                "http://a b/",
                "http://a/b c",
                "http://a/\r\nX: y",
                "http://a\r\n.example/",
                "http://a\u0000b/",
                "http://a..b/",
                "http://.a/",
                "http://-a.example/",
                "http://a|b/",
                "http://%31%32%37.0.0.1/",
                "http://127。0。0。1。1/",
                "http://a/%zz",
                "http://a/{{ x }}"
            })
    void whatCouldBeReadInTwoWaysIsRefused(String url) {
        assertThatThrownBy(() -> Target.of(url))
                .isInstanceOfSatisfying(
                        BlockException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageStartingWith("the URL is refused: ")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "/x, https://api.example/x",
        "x?y, https://api.example/a/x?y",
        "?y, https://api.example/a/?y",
        "//other.example/z, https://other.example/z",
        "http://other.example, http://other.example/",
        "https://münchen.example/ä, https://xn--mnchen-3ya.example/%C3%A4"
    })
    void aRedirectIsReadFromWhereItCame(String location, String expected) {
        assertThat(Target.of("https://api.example/a/b?c=d").resolve(location)).isEqualTo(Target.of(expected));
    }

    @Test
    void anOriginShowsNoPathAndNoQuery() {
        assertThat(Target.of("https://hooks.example/services/SECRET?key=SECRET").origin())
                .isEqualTo("https://hooks.example");
        assertThat(Target.of("http://[::1]:8080/").origin()).isEqualTo("http://[::1]:8080");
        assertThat(Target.of("https://a:80/").isSameOrigin(Target.of("https://a/")))
                .isFalse();
    }
}
