package dev.refgate.server.trust;

import dev.refgate.document.Durations;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.SequenceNode;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.server.access.Scope;
import dev.refgate.server.trust.Trust.Grant;
import dev.refgate.server.trust.Trust.Issuer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes trust of a file of the right shape, and says what in it has no meaning or too much. */
final class TrustReader {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

    /** What names in records begin with that are not of tokens. */
    private static final Set<String> TAKEN_NAMES = Set.of("key", "anonymous", "webhook", "schedule");

    private final Problems problems;
    private final List<String> warnings = new ArrayList<>();
    private final Set<URI> addresses = new HashSet<>();
    private final Set<String> names = new HashSet<>(TAKEN_NAMES);

    TrustReader(Problems problems) {
        this.problems = problems;
    }

    Trust read(MappingNode file) {
        List<Issuer> issuers = new ArrayList<>();
        for (Node item : items(file, "issuers")) {
            issuer((MappingNode) item).ifPresent(issuers::add);
        }
        return new Trust(issuers, warnings);
    }

    private Optional<Issuer> issuer(MappingNode node) {
        boolean allowsHttp = node.find("allow_http")
                .map(Node::value)
                .filter(Boolean.TRUE::equals)
                .isPresent();
        Node written = node.find("issuer").orElseThrow();
        Duration skew = node.find("clock_skew").map(this::skew).orElse(SKEW);
        PublicIssuer open = PublicIssuer.of(text(written));
        List<Grant> grants = items(node, "grants").stream()
                .map(grant -> grant((MappingNode) grant, open))
                .toList();
        Optional<URI> address = address(written, allowsHttp);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String name = node.find("name")
                .map(TrustReader::text)
                .or(open::usualName)
                .orElse(address.get().getHost());
        if (!names.add(name)) {
            problems.add(
                    node.find("name").orElse(written).location(),
                    "name: " + name + " is taken (expected another name for this issuer's callers)");
        }
        String audience = text(node.find("audience").orElseThrow());
        return Optional.of(new Issuer(address.get(), name, audience, skew, allowsHttp, grants));
    }

    private Optional<URI> address(Node node, boolean allowsHttp) {
        try {
            URI address = IssuerAddress.of(text(node), allowsHttp);
            if (address.getRawQuery() != null) {
                problems.add(node.location(), "issuer: " + address + " (expected an address without a query)");
            } else if (!addresses.add(address)) {
                problems.add(node.location(), "issuer: " + address + " is there already (expected each once)");
            }
            return Optional.of(address);
        } catch (InvalidArgumentException e) {
            problems.add(node.location(), "issuer: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Duration skew(Node node) {
        Duration skew = Durations.parse(text(node));
        if (skew.compareTo(LARGEST_SKEW) > 0) {
            problems.add(node.location(), "clock_skew: " + text(node) + " (expected 5m at most)");
        }
        return skew;
    }

    private Grant grant(MappingNode node, PublicIssuer open) {
        MappingNode claims = (MappingNode) node.find("claims").orElseThrow();
        Map<String, ClaimPattern> patterns = new LinkedHashMap<>();
        claims.entries().forEach(claim -> {
            ClaimRules.problem(claim.key(), text(claim.value()))
                    .ifPresent(problem -> problems.add(claim.keyLocation(), problem));
            patterns.put(claim.key(), new ClaimPattern(text(claim.value())));
        });
        open.problem(patterns).ifPresent(problem -> problems.add(claims.location(), problem));
        Set<Scope> scopes = new LinkedHashSet<>();
        items(node, "scopes").forEach(scope -> scope(scope).ifPresent(scopes::add));
        ClaimRules.warning(patterns, scopes).ifPresent(warning -> warnings.add(node.location() + ": " + warning));
        return new Grant(patterns, scopes);
    }

    private Optional<Scope> scope(Node node) {
        try {
            return Optional.of(Scope.parse(text(node)));
        } catch (InvalidArgumentException e) {
            problems.add(node.location(), e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Node> items(MappingNode parent, String key) {
        return ((SequenceNode) parent.find(key).orElseThrow()).items();
    }

    private static String text(Node node) {
        return String.valueOf(node.value());
    }
}
