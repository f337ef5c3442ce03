package dev.refgate.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.server.access.Keys.Created;
import dev.refgate.server.database.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    private static final Set<Scope> STAGING = Set.of(Scope.execute("staging"), Scope.READ);

    @TempDir
    private Path folder;

    private Database database;
    private Keys keys;

    @BeforeEach
    void open() {
        database = Database.embedded(folder);
        keys = new Keys(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aKeyIsKnownByItsTextAndTheTextIsNotKept() throws Exception {
        Created created = keys.create("ci", STAGING, Optional.empty());

        try (KeyRing ring = new KeyRing(keys, Optional.empty(), Clock.systemUTC())) {
            assertThat(ring.find(created.text())).contains(new Caller("key:ci", STAGING));
            assertThat(ring.find(created.text().replaceAll(".$", "!"))).isEmpty();
            assertThat(ring.find(created.text() + "x")).isEmpty();
            assertThat(ring.find(KeyText.next())).isEmpty();
            assertThat(ring.find("")).isEmpty();
        }
        assertThat(keys.all()).extracting(ApiKey::name).containsExactly("ci");
        assertThat(keys.all().get(0).lastUsed()).isPresent();
        database.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(created.text().substring(created.text().lastIndexOf('_')));
            }
        }
    }

    @Test
    void aKeyThatIsRevokedOrExpiredDoesNotCount() {
        Created revoked = keys.create("one", STAGING, Optional.empty());
        Created expired = keys.create("two", STAGING, Optional.of(Instant.now().minusSeconds(1)));

        try (KeyRing ring = new KeyRing(keys, Optional.empty(), Clock.systemUTC())) {
            assertThat(ring.find(revoked.text())).isPresent();
            assertThat(ring.find(expired.text())).isEmpty();
            keys.revoke("one");

            Awaitility.await().until(() -> ring.find(revoked.text()).isEmpty());
        }
        assertThatThrownBy(() -> keys.revoke("one")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aKeyThatIsMadeBesideARunningServerCounts() {
        try (KeyRing ring = new KeyRing(keys, Optional.empty(), Clock.systemUTC());
                Database beside = Database.beside(folder)) {
            Created created = new Keys(beside, Clock.systemUTC()).create("later", STAGING, Optional.empty());

            Awaitility.await().until(() -> ring.find(created.text()).isPresent());
        }
    }

    @Test
    void aNameIsOneKeysWhileItCounts() {
        keys.create("ci", STAGING, Optional.empty());

        assertThatThrownBy(() -> keys.create("ci", STAGING, Optional.empty()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("refgate key revoke ci");
        assertThatThrownBy(() -> keys.create("a b", STAGING, Optional.empty())).hasMessageContaining("name: a b");
        assertThatThrownBy(() -> keys.create("none", Set.of(), Optional.empty()))
                .hasMessageContaining("scope");
        keys.revoke("ci");
        assertThat(keys.create("ci", STAGING, Optional.empty()).key().name()).isEqualTo("ci");
    }

    @Test
    void theKeyOfTheVariableMayDoEverythingAndNeedsNoDatabase() {
        try (KeyRing ring = new KeyRing(null, Optional.of("a-long-text-that-nobody-guesses"), Clock.systemUTC())) {
            assertThat(ring.find("a-long-text-that-nobody-guesses")
                            .orElseThrow()
                            .scopes())
                    .containsExactly(Scope.ADMIN);
            assertThat(ring.find("a-long-text-that-nobody-guesseS")).isEmpty();
        }
    }
}
