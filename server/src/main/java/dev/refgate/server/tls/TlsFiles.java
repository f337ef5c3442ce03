package dev.refgate.server.tls;

import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a server's identity, in PEM.
 *
 * @param certificate its certificate, and behind it those of who signed it
 * @param key its private key, in PKCS#8 and without a password
 */
public record TlsFiles(Path certificate, Path key) {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final String ALIAS = "server";

    /**
     * What they hold now.
     *
     * @throws InvalidArgumentException when a file cannot be read, is not what it should be, or the two do not fit
     */
    KeyStore read() {
        try {
            Certificate[] chain = certificates();
            PrivateKey read = privateKey(chain[0].getPublicKey().getAlgorithm());
            requirePair(read, chain[0].getPublicKey());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, read, new char[0], chain);
            return store;
        } catch (IOException e) {
            throw new InvalidArgumentException(
                    e.getMessage() + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (GeneralSecurityException e) {
            throw new InvalidArgumentException(
                    certificate + " and " + key + ": cannot be used together: " + e.getMessage());
        }
    }

    private Certificate[] certificates() throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            Collection<? extends Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!chain.isEmpty()) {
                return chain.toArray(Certificate[]::new);
            }
        } catch (GeneralSecurityException e) {
            throw new InvalidArgumentException(
                    certificate + ": not a certificate (expected -----BEGIN CERTIFICATE-----): " + e.getMessage());
        }
        throw new InvalidArgumentException(certificate + ": no certificate (expected -----BEGIN CERTIFICATE-----)");
    }

    private PrivateKey privateKey(String algorithm) throws IOException {
        Matcher found = PRIVATE_KEY.matcher(Files.readString(key));
        if (!found.find()) {
            throw new InvalidArgumentException(key + ": no private key that can be read (expected -----BEGIN PRIVATE"
                    + " KEY-----). Try: openssl pkcs8 -topk8 -nocrypt -in " + key + " -out key.pem");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidArgumentException(
                    key + ": not the key of " + certificate + " (expected one of the kind " + algorithm + ")");
        }
    }

    private void requirePair(PrivateKey mine, PublicKey theirs) throws GeneralSecurityException {
        String algorithm = switch (theirs.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> theirs.getAlgorithm();
        };
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(mine);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(theirs);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new SignatureException("the key is another one's");
        }
    }
}
