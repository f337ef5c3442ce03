package dev.refgate.remote;

import dev.refgate.error.InvalidArgumentException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a remote repository is: a folder of this machine, or an address for HTTP or SSH.
 *
 * @param kind how it is reached
 * @param address as Git understands it, without a password and, for HTTP, without a user
 * @param user the user that the address named, if any
 * @param password the password that the address named, if any; a secret
 */
public record RemoteLocation(Kind kind, String address, Optional<String> user, Optional<String> password) {

    /** How a remote is reached. */
    public enum Kind {
        FILE,
        HTTP,
        SSH
    }

    private static final Pattern URL = Pattern.compile("(?i)([a-z][a-z0-9+.-]*)://(.*)");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(?<user>[^/@:]*)(?::(?<password>[^/@]*))?@)?(?<rest>[^/].*)");
    private static final Pattern SCP =
            Pattern.compile("(?:(?<user>[^/@:\\s]+)@)?(?<host>\\[[0-9a-fA-F:.]+\\]|[^/@:\\s]{2,}):(?<path>[^\\s].*)");
    private static final String FORMS =
            " (expected a path, file://…, https://host/path, ssh://user@host/path, or user@host:path)";

    /**
     * Whether this has the form of an address, and is no name of a file that is there.
     *
     * @param text what somebody wrote for a repository
     */
    public static boolean isAddress(String text) {
        return URL.matcher(text).matches() || (SCP.matcher(text).matches() && !existsAsFile(text));
    }

    private static boolean existsAsFile(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * @param text an address, or a path
     * @param base what a relative path is relative to
     * @throws InvalidArgumentException when it is neither
     */
    public static RemoteLocation parse(String text, Path base) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidArgumentException("remote: the address is empty or has control characters" + FORMS);
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            return ofUrl(url.group(1).toLowerCase(Locale.ROOT), url.group(2));
        }
        Matcher scp = SCP.matcher(text);
        if (scp.matches() && !existsAsFile(text)) {
            requireHost(scp.group("host"), text);
            return new RemoteLocation(Kind.SSH, text, Optional.ofNullable(scp.group("user")), Optional.empty());
        }
        return ofPath(text, base);
    }

    private static RemoteLocation ofPath(String text, Path base) {
        try {
            Path path = base.resolve(text).toAbsolutePath().normalize();
            return new RemoteLocation(Kind.FILE, path.toString(), Optional.empty(), Optional.empty());
        } catch (InvalidPathException e) {
            throw new InvalidArgumentException("remote: " + text + FORMS, e);
        }
    }

    private static RemoteLocation ofUrl(String scheme, String rest) {
        if (scheme.equals("file")) {
            return ofFileUrl(rest);
        }
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http && !scheme.equals("ssh")) {
            throw new InvalidArgumentException("remote: " + scheme + "://…" + FORMS);
        }
        Matcher authority = AUTHORITY.matcher(rest);
        if (!authority.matches()) {
            throw new InvalidArgumentException("remote: " + scheme + "://… has no host" + FORMS);
        }
        Optional<String> user = Optional.ofNullable(authority.group("user")).filter(name -> !name.isEmpty());
        Optional<String> password =
                Optional.ofNullable(authority.group("password")).filter(word -> !word.isEmpty());
        String place = authority.group("rest");
        requireHost(place, scheme + "://" + place);
        String address =
                scheme + "://" + (http ? "" : user.map(name -> name + "@").orElse("")) + place;
        requireUri(address);
        return new RemoteLocation(
                http ? Kind.HTTP : Kind.SSH,
                address,
                user.map(RemoteLocation::decoded),
                password.map(RemoteLocation::decoded));
    }

    private static RemoteLocation ofFileUrl(String rest) {
        String path = rest.startsWith("localhost/") ? rest.substring("localhost".length()) : rest;
        if (!path.startsWith("/")) {
            throw new InvalidArgumentException("remote: file://" + rest + " (expected file:/// and an absolute path)");
        }
        return ofPath(decoded(path), Path.of("/"));
    }

    private static void requireHost(String host, String shown) {
        if (host.startsWith("-")) {
            throw new InvalidArgumentException("remote: " + shown + " (expected a host that does not begin with -)");
        }
    }

    private static void requireUri(String address) {
        try {
            if (new URI(address).getHost() == null) {
                throw new InvalidArgumentException("remote: " + withoutQuery(address) + " names no host" + FORMS);
            }
        } catch (URISyntaxException e) {
            throw new InvalidArgumentException(
                    "remote: " + withoutQuery(address) + " (" + e.getReason() + " at position " + e.getIndex() + ")",
                    e);
        }
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        String decoded = URI.create("x:" + text.replace(" ", "%20")).getSchemeSpecificPart();
        return decoded == null ? text : decoded;
    }

    /** For messages: neither user nor password, nor what a query may hold. */
    public String shown() {
        return withoutQuery(address);
    }

    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 || !address.contains("://") ? address : address.substring(0, query) + "?…";
    }

    /** The folder of a remote of this machine. */
    public Path folder() {
        if (kind != Kind.FILE) {
            throw new IllegalStateException("not a folder: " + shown());
        }
        return Path.of(address);
    }

    /** The host's name, in lower case; empty for a folder. */
    public Optional<String> host() {
        Matcher scp = SCP.matcher(address);
        return switch (kind) {
            case FILE -> Optional.empty();
            case HTTP -> Optional.of(URI.create(address).getHost().toLowerCase(Locale.ROOT));
            case SSH ->
                Optional.of((URL.matcher(address).matches() || !scp.matches()
                                ? URI.create(address).getHost()
                                : scp.group("host"))
                        .toLowerCase(Locale.ROOT));
        };
    }

    @Override
    public String toString() {
        return shown();
    }
}
