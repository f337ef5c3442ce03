package dev.refgate.run;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param origin who answered, such as {@code https://api.example}: after redirects, the last of them
 * @param status 200 to 599
 * @param headers names in small letters; what was sent several times is joined by a comma and a space
 * @param body comes as it arrives; reading throws {@link java.io.IOException} where the connection breaks, and
 *     {@link BlockException} where the body grows too long
 */
public record HttpAnswer(String origin, int status, Map<String, String> headers, InputStream body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
