package dev.refgate.internal.forge;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import dev.refgate.repository.CommitId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of an answer's JSON. What is not as GitHub documents it is a {@link RemoteException}: something else answered.
 *
 * @param from who answered, for messages
 * @param value plain
 */
record GitHubAnswer(String from, @Nullable Object value) {

    List<GitHubAnswer> list() {
        if (value instanceof List<?> list) {
            return list.stream().map(each -> new GitHubAnswer(from, each)).toList();
        }
        throw odd("a list");
    }

    private @Nullable Object member(String key) {
        if (value instanceof Map<?, ?> map) {
            return map.get(key);
        }
        throw odd("an object with " + key);
    }

    /** An object that may be null. */
    Optional<GitHubAnswer> find(String key) {
        return member(key) instanceof Map<?, ?> map ? Optional.of(new GitHubAnswer(from, map)) : Optional.empty();
    }

    GitHubAnswer object(String key) {
        return find(key).orElseThrow(() -> odd("an object " + key));
    }

    String text(String key) {
        if (member(key) instanceof String text) {
            return text;
        }
        throw odd("a text " + key);
    }

    int number(String key) {
        if (member(key) instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw odd("a number " + key);
    }

    /** An id, which may be larger than an int. */
    long id(String key) {
        if (member(key) instanceof Long number && number > 0) {
            return number;
        }
        throw odd("a number " + key);
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(member(key));
    }

    boolean isSet(String key) {
        return member(key) != null;
    }

    URI uri(String key) {
        String text = text(key);
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw odd("a URL " + key);
        }
    }

    CommitId commit(GitHubAnswer object, String key) {
        try {
            return new CommitId(object.text(key));
        } catch (InvalidArgumentException e) {
            throw odd("a commit id " + key);
        }
    }

    private RemoteException odd(String expected) {
        return new RemoteException("forge: " + from + " does not answer as GitHub's API does (expected " + expected
                + "; check --forge-url)");
    }
}
