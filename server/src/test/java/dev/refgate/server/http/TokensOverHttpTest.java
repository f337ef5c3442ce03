package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.refgate.server.access.TokenRefusedException;
import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.IssuerStub;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.SettableClock;
import dev.refgate.server.testing.TestServer;
import dev.refgate.server.trust.TrustFile;
import dev.refgate.server.trust.TrustedTokens;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who bring a token of an issuer that is trusted, and those who pretend to. */
@Timeout(300)
class TokensOverHttpTest {
    private static final String WHO = "github:acme/workflows@refs/heads/main (run 123)";

    @TempDir
    private Path folder;

    private final SettableClock clock =
            new SettableClock(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    private IssuerStub issuer;
    private PlainGit git;
    private TrustedTokens tokens;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        issuer = IssuerStub.start(clock);
        Path trust = Files.writeString(folder.resolve("trust.yml"), issuer.trust("promote:staging", "execute:staging"));
        git = Samples.hello(folder.resolve("repository"));
        git.git("branch", "--force", "env/staging", git.git("commit-tree", "-m", "Empty", emptyTree()));
        tokens = new TrustedTokens(TrustFile.read(trust), clock);
        server = TestServer.of(git.folder())
                .data(Files.createDirectory(folder.resolve("data")))
                .keys(Map.of("boss", "admin"))
                .trusting(tokens)
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> issuer.keyFetches() == 1);
    }

    @AfterEach
    void stop() {
        server.close();
        tokens.close();
        issuer.close();
    }

    private String emptyTree() {
        return git.git("hash-object", "-t", "tree", "-w", "/dev/null");
    }

    private Answer execute(String token) {
        return server.send(server.execution("hello", "?environment=staging", Map.of(), false)
                .header("Authorization", "Bearer " + token)
                .build());
    }

    private Answer promote(String environment, String token) {
        return server.send(server.request("/v2/environments/" + environment + "/promote")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\": \"Ship it\"}"))
                .build());
    }

    private Answer ask(String path) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + server.key("boss"))
                .build());
    }

    private String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
        return IssuerStub.signed(header.build(), claims.build(), issuer.signingKey());
    }

    private static JWSHeader.Builder rs256() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first");
    }

    private void assertRefused(Answer answer, String because) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.toString()).contains(because);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void aJobPromotesUnderItsVerifiedIdentity() {
        String token = issuer.token();

        Answer promoted = promote("staging", token);

        assertThat(promoted.status()).as(promoted.toString()).isEqualTo(200);
        Map<String, String> trailers = PlainGit.shell(
                        git.folder(), "git log -1 --format=%B env/staging | git interpret-trailers --parse")
                .lines()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1], (one, two) -> one));
        assertThat(trailers).containsEntry("Environment", "staging");
        assertThat(trailers.get("Actor")).contains(WHO).contains("verified").doesNotContain("mallory");
        assertThat(git.git("log", "-1", "--format=%an", "env/staging")).isEqualTo(WHO);

        assertThat(execute(token).at("outputs", "answer")).isEqualTo("Hello World");
        assertThat(ask("/v2/runs").at("data", 0, "actor")).isEqualTo(WHO);
        assertThat(ask("/v2/audit").toString()).contains(WHO).doesNotContain(token);
    }

    @Test
    void theTwoCallsOfTheGuidePromote() throws Exception {
        String guide = Files.readString(Path.of("../docs/keyless-ci.md"));
        String calls = guide.substring(guide.indexOf("```sh\n") + 6);
        String line = "export ACTIONS_ID_TOKEN_REQUEST_URL='" + issuer.requestAddress()
                + "' ACTIONS_ID_TOKEN_REQUEST_TOKEN="
                + IssuerStub.REQUEST_TOKEN + "\n"
                + calls.substring(0, calls.indexOf("```"))
                        .replace("https://refgate.example.com/v2", server.http().address() + "/v2");

        String answer = PlainGit.shell(folder, line);

        assertThat(answer).contains("\"outcome\":\"deployed\"").contains(WHO);
    }

    @Test
    void aJobMayDoWhatItsGrantSaysAndNothingElse() {
        Answer promoted = promote("production", issuer.token());

        assertThat(promoted.status()).isEqualTo(403);
        assertThat(promoted.toString()).contains("promote:production");
        assertThat(ask("/v2/audit").toString()).contains(WHO).contains("needs promote:production");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repository", "ref", "environment", "job_workflow_ref"})
    void aJobThatNoGrantFitsMayNothingAndIsToldWhy(String claim) {
        Answer changed = execute(issuer.token(issuer.claims().claim(claim, "acme-evil/workflows")));
        Answer missing = execute(issuer.token(issuer.claims().claim(claim, null)));

        assertThat(changed.status()).as(changed.toString()).isEqualTo(403);
        assertThat(changed.toString()).contains(claim + ": acme-evil/workflows");
        assertThat(missing.status()).as(missing.toString()).isEqualTo(403);
        assertThat(missing.toString()).contains(claim + ": missing");
        assertThat(ask("/v2/audit").toString()).contains("no grant");
    }

    @Test
    void keysGoOnToCount() {
        assertThat(ask("/v2/runs").status()).isEqualTo(200);
        assertThat(execute(server.key("boss").replace("rgk_", "rgk_0")).status())
                .isEqualTo(401);
    }

    @Test
    void aTokenCountsFromItsBeginToItsEndAndNoLongerThanTheClocksMayDiffer() {
        String token = issuer.token();
        clock.advance(Duration.ofSeconds(300 + 59));
        Answer late = promote("nowhere", token);
        clock.advance(Duration.ofSeconds(1));

        assertThat(late.status()).as("let in, to what it may not").isEqualTo(403);
        assertThat(late.toString()).contains("promote:nowhere");
        assertRefused(execute(token), "it expired at ");

        clock.advance(Duration.ofSeconds(-360 - 61));
        assertRefused(execute(token), "before use");
        clock.advance(Duration.ofSeconds(1));
        assertRefused(
                execute(issuer.token(issuer.claims()
                        .notBeforeTime(null)
                        .issueTime(Date.from(clock.instant().plusSeconds(61))))),
                "of the future");
    }

    @Test
    void aTokenIsForThisServer() {
        assertRefused(
                execute(issuer.token(issuer.claims().audience("https://other.example.com"))),
                "for another audience (expected https://refgate.example.com)");
        assertRefused(execute(issuer.token(issuer.claims().audience((String) null))), "for another audience");
        assertThat(execute(issuer.token(
                                issuer.claims().audience(List.of("https://other.example.com", IssuerStub.AUDIENCE))))
                        .status())
                .isNotEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp", "iat"})
    void aTokenSaysWhoAndHowLong(String claim) {
        assertRefused(execute(issuer.token(issuer.claims().claim(claim, null))), claim);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp", "iat", "aud", "iss"})
    void nothingIsAsGoodAsMissing(String claim) throws Exception {
        Map<String, Object> claims = new LinkedHashMap<>(issuer.claims().build().toJSONObject());
        claims.put(claim, null);
        JWSObject token = new JWSObject(rs256().build(), new Payload(Json.write(claims)));
        token.sign(new RSASSASigner(issuer.signingKey()));

        assertThat(token.getPayload().toString()).contains("\"" + claim + "\":null");
        assertRefused(execute(token.serialize()), "does not count");
    }

    @Test
    void aTokenOfAnotherIssuerIsAKeyThatDoesNotCount() {
        for (String other :
                new String[] {"https://token.actions.githubusercontent.com", issuer.address() + "/", null}) {
            assertRefused(execute(issuer.token(issuer.claims().issuer(other))), "the key does not count");
        }
        assertThat(issuer.keyFetches()).isEqualTo(1);
    }

    @Test
    void aTokenWithoutSignatureIsNone() {
        String plain = new PlainJWT(issuer.claims().build()).serialize();
        String token = issuer.token();
        String[] parts = token.split("\\.");

        assertRefused(execute(plain), "not signed");
        assertRefused(execute(plain + parts[2]), "");
        for (String algorithm : new String[] {"none", "None", "NONE", "nOnE"}) {
            String header = Base64URL.encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"first\"}")
                    .toString();
            for (String signature : new String[] {"", parts[2]}) {
                assertThat(find(header + "." + parts[1] + "." + signature))
                        .satisfiesAnyOf(
                                said -> assertThat(said).isEqualTo("let in: Optional.empty"),
                                said -> assertThat(said).contains("not signed"),
                                said -> assertThat(said).contains("its algorithm is not one that counts"));
            }
        }
        assertRefused(execute(parts[0] + "." + parts[1] + "."), "");
    }

    @Test
    void aSecretMadeOfThePublicKeySignsNothing() throws Exception {
        RSAKey key = issuer.signingKey();
        byte[] der = key.toRSAPublicKey().getEncoded();
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] json = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        for (byte[] secret : List.of(der, pem, json, key.getModulus().decode())) {
            for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
                String token = IssuerStub.signed(
                        new JWSHeader.Builder(algorithm).keyID("first").build(),
                        issuer.claims().build(),
                        new MACSigner(secret));
                clock.advance(Duration.ofMillis(1));
                assertThat(find(token)).contains("its algorithm is not one that counts");
            }
        }
    }

    /** What would be said of a token, without the limit on wrong ones. */
    private String find(String token) {
        try {
            return "let in: " + tokens.find(token);
        } catch (RuntimeException e) {
            return e.getMessage();
        }
    }

    @Test
    void aTokenIsSignedWithAKeyOfTheIssuer() throws Exception {
        RSAKey own = IssuerStub.rsaKey("first");
        ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("first").generate();

        assertRefused(
                execute(IssuerStub.signed(rs256().build(), issuer.claims().build(), own)), "its signature is not");
        assertRefused(
                execute(IssuerStub.signed(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("first").build(),
                        issuer.claims().build(),
                        new ECDSASigner(curve))),
                "has no such key");
        assertRefused(execute(signed(new JWSHeader.Builder(JWSAlgorithm.RS256), issuer.claims())), "kid");
        String[] parts = issuer.token().split("\\.");
        String more = Base64URL.encode(new String(Base64URL.from(parts[1]).decode(), StandardCharsets.UTF_8)
                        .replace("acme/workflows", "evil/workflows"))
                .toString();
        assertRefused(execute(parts[0] + "." + more + "." + parts[2]), "its signature is not");
    }

    @Test
    void aKeyInTheTokenItselfIsNotLookedAt() {
        RSAKey own = IssuerStub.rsaKey("mine");
        List<JWSHeader.Builder> headers = List.of(
                rs256().jwk(own.toPublicJWK()),
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("mine").jwk(own.toPublicJWK()),
                rs256().jwkURL(URI.create(issuer.address() + "/mine")),
                rs256().x509CertURL(URI.create(issuer.address() + "/mine")));
        int before = issuer.keyFetches();
        for (JWSHeader.Builder header : headers) {
            Answer answer =
                    execute(IssuerStub.signed(header.build(), issuer.claims().build(), own));
            assertRefused(answer, "the token does not count");
        }
        assertThat(issuer.otherRequests()).as("addresses that tokens name").isEmpty();
        assertThat(issuer.keyFetches()).isEqualTo(before);
    }

    @Test
    void whatIsNotUnderstoodIsNotPassedOver() {
        assertRefused(
                execute(signed(rs256().criticalParams(Set.of("exp")).customParam("exp", 1), issuer.claims())), "crit");
        assertRefused(
                execute(signed(rs256().criticalParams(Set.of("b64")).base64URLEncodePayload(true), issuer.claims())),
                "crit");
        assertRefused(
                execute(signed(rs256().type(new JOSEObjectType("secevent+jwt")), issuer.claims())),
                "the token does not count");
    }

    @Test
    void aNewKeyOfTheIssuerIsFetchedOnce() {
        execute(issuer.token());
        issuer.rotate("second");
        clock.advance(Duration.ofSeconds(10));

        for (int i = 0; i < 5; i++) {
            assertThat(promote("nowhere", issuer.token()).toString()).contains("promote:nowhere");
        }
        assertThat(issuer.keyFetches()).isEqualTo(2);
    }

    @Test
    void aFloodOfUnknownKeysAsksTheIssuerOnce() {
        String known = issuer.token();
        clock.advance(Duration.ofSeconds(10));
        Set<Integer> statuses = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("made-up-" + i);
            statuses.add(execute(signed(header, issuer.claims())).status());
        }

        assertThat(statuses).containsExactly(401, 429);
        assertThat(issuer.keyFetches()).as("at the start, and for the flood").isEqualTo(2);
        assertThat(promote("nowhere", known).status())
                .as("who comes with a good token from the same address")
                .isEqualTo(403);
        assertThat(((List<?>) ask("/v2/audit").at("data")).size()).isLessThan(20);
    }

    @Test
    void whileTheIssuerIsAwayItsKeysOfBeforeCount() {
        issuer.answerWith(500);
        clock.advance(Duration.ofHours(1));

        assertThat(promote("nowhere", issuer.token()).status()).isEqualTo(403);
        clock.advance(Duration.ofSeconds(10));
        Answer unknown = execute(signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("later"), issuer.claims()));
        assertThat(unknown.status()).as("nobody can tell").isEqualTo(503);
        assertThat(unknown.header("Retry-After")).isEqualTo("10");

        clock.advance(Duration.ofHours(6));
        assertThat(execute(issuer.token()).status()).isEqualTo(503);

        issuer.answerWith(200);
        clock.advance(Duration.ofSeconds(10));
        assertThat(promote("nowhere", issuer.token()).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b.c",
                "..",
                "eyJ.eyJ.eyJ",
                "eyJhbGciOiJSUzI1NiJ9..",
                "eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
                "eyJhbGciOiJSUzI1NiJ9.W10.c2ln",
                "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2ln",
                "eyJhbGciOjF9.eyJpc3MiOiJ4In0.c2ln",
                "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln.d.e",
                "eyJ\u00e9.e30.c2ln",
            })
    void garbageIsAKeyThatDoesNotCount(String garbage) {
        assertRefused(execute(garbage), "the key does not count");
    }

    @Test
    void aTokenOfManyLevelsOrOfManyLettersIsRefused() {
        String deep = "{\"iss\":\"" + issuer.address() + "\",\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
        String nested =
                Base64URL.encode("{\"alg\":\"RS256\",\"kid\":\"first\"}") + "." + Base64URL.encode(deep) + ".c2ln";
        String large = issuer.token(issuer.claims().claim("padding", "x".repeat(100_000)));

        assertThat(execute(nested).status()).isIn(401, 431);
        assertThat(execute(large).status()).isEqualTo(431);
        assertThat(find(large)).isEqualTo("let in: Optional.empty");
        assertThat(find(nested))
                .satisfiesAnyOf(
                        said -> assertThat(said).isEqualTo("let in: Optional.empty"),
                        said -> assertThat(said).contains("signature"));
    }

    @Test
    void aTokenInsideATokenOpensNothing() {
        JWTClaimsSet.Builder outer = new JWTClaimsSet.Builder().claim("token", issuer.token());

        assertRefused(execute(issuer.token(outer)), "the key does not count");
    }

    @Test
    void whatATokenSaysOfItsOwnerCannotForgeALine() {
        String bad = "refs/heads/main\n\nActor: \"admin\"\u202e<a@b>";
        Answer answer = execute(issuer.token(issuer.claims().claim("ref", bad)));

        assertThat(answer.status()).isEqualTo(403);
        String audit = ask("/v2/audit").toString();
        assertThat(audit).contains("github:acme/workflows@refs/heads/main??Actor: \\\"admin\\\"??a@b? (run 123)");
        assertThat(Json.read(ask("/v2/audit").body())).isInstanceOf(Map.class);
    }

    @Test
    void noChangedTokenCountsAndNoneBreaksTheCheck() {
        byte[] token = issuer.token().getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(20261122);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = token.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                // The last letter has bits that mean nothing.
                changed[random.nextInt(token.length - 1)] = (byte) letters.charAt(random.nextInt(letters.length()));
            }
            if (!Arrays.equals(changed, token)) {
                String text = new String(changed, StandardCharsets.US_ASCII);
                try {
                    assertThat(tokens.find(text)).as(text).isEmpty();
                } catch (TokenRefusedException e) {
                    assertThat(e).hasMessageNotContaining(text);
                }
            }
        }
    }
}
