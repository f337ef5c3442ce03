package dev.refgate.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.refgate.error.RemoteException;
import dev.refgate.server.testing.IssuerStub;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SigningKeysTest {
    private static final RSAKey FIRST = IssuerStub.rsaKey("first");
    private static final RSAKey SECOND = IssuerStub.rsaKey("second");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Supplier<CompletableFuture<JWKSet>> issuer = () -> published(FIRST);
    private final SigningKeys keys = new SigningKeys(
            "https://issuer.example",
            () -> {
                fetches.incrementAndGet();
                return issuer.get();
            },
            clock);

    private static CompletableFuture<JWKSet> published(RSAKey key) {
        return CompletableFuture.completedFuture(new JWKSet(key.toPublicJWK()));
    }

    private static CompletableFuture<JWKSet> away() {
        return CompletableFuture.failedFuture(new RemoteException("away"));
    }

    private List<JWK> find(String id) throws KeySourceException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
        return keys.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
    }

    @Test
    void areFetchedOnceAndKept() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(find("first")).hasSize(1);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aNewKeyIsFetchedWithTheFirstTokenThatNeedsIt() throws Exception {
        find("first");
        issuer = () -> published(SECOND);
        clock.advance(SigningKeys.REST);

        for (int i = 0; i < 100; i++) {
            assertThat(find("second")).hasSize(1);
        }
        assertThat(find("first")).as("what the issuer withdrew").isEmpty();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFloodOfUnknownKeysAsksTheIssuerOnceInAWhile() throws Exception {
        find("first");
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 50; i++) {
                assertThat(find("made-up-" + second + "-" + i)).isEmpty();
            }
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(fetches).as("in a minute").hasValueBetween(6, 7);
    }

    @Test
    void aFetchThatHangsKeepsNobodyWaitingWhoseKeyIsThere() throws Exception {
        find("first");
        CompletableFuture<JWKSet> hanging = new CompletableFuture<>();
        issuer = () -> hanging;
        clock.advance(SigningKeys.FRESH);

        assertThat(find("first")).hasSize(1);
        assertThat(find("first")).hasSize(1);
        assertThat(fetches).as("one is under way").hasValue(2);

        hanging.complete(new JWKSet(SECOND.toPublicJWK()));
        assertThat(find("second")).hasSize(1);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void fewWaitAtATimeForAFetchThatHangs() {
        CompletableFuture<JWKSet> hanging = new CompletableFuture<>();
        issuer = () -> hanging;
        List<CompletableFuture<Object>> callers = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.<Object>supplyAsync(
                        () -> {
                            try {
                                return find("first").size();
                            } catch (KeySourceException e) {
                                return String.valueOf(e.getMessage());
                            }
                        },
                        OwnThread.EXECUTOR))
                .toList();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> callers.stream().filter(CompletableFuture::isDone).count() == 22);
        hanging.complete(new JWKSet(FIRST.toPublicJWK()));

        List<Object> answers = callers.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream().filter(Integer.valueOf(1)::equals)).hasSize(8);
        assertThat(answers.stream().filter(answer -> answer.toString().contains("are being fetched")))
                .hasSize(22);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void whileTheIssuerIsAwayThoseOfBeforeCountForSomeHours() throws Exception {
        find("first");
        issuer = SigningKeysTest::away;

        clock.advance(SigningKeys.LONGEST_OUTAGE.minusSeconds(1));
        assertThat(find("first")).hasSize(1);
        assertThatThrownBy(() -> find("second")).isInstanceOf(KeySourceException.class);

        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> find("first"))
                .isInstanceOf(KeySourceException.class)
                .hasMessageContaining("https://issuer.example");

        issuer = () -> published(FIRST);
        clock.advance(SigningKeys.REST);
        assertThat(find("first")).hasSize(1);
    }

    @Test
    void anIssuerThatWasNeverThereLetsNobodyIn() {
        issuer = SigningKeysTest::away;

        assertThatThrownBy(() -> find("first")).hasMessageContaining("cannot be fetched");
        assertThatThrownBy(() -> find("first")).hasMessageContaining("cannot be fetched");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aClockThatWentBackDoesNotEndTheFetching() throws Exception {
        find("first");
        clock.advance(Duration.ofDays(-30));
        issuer = () -> published(SECOND);

        assertThat(find("second")).hasSize(1);
    }
}
