package org.hansa.core.ssh;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.signature.Signature;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * The keys that the other machine may show. Another key is UNAUTHORIZED: it has not proved who it
 * is, no retry can change that, and whoever looks must compare the fingerprint. Nothing secret has
 * been said by then.
 */
final class HostKeys implements ServerKeyVerifier {

  private final SshServer server;
  private final List<PublicKey> known = new ArrayList<>();
  private final List<PublicKey> revoked = new ArrayList<>();
  private volatile Optional<String> refusal = Optional.empty();

  /**
   * @throws DriverException INVALID if a line cannot be read or none is of this server
   */
  HostKeys(SshServer server) {
    this.server = server;
    int number = 0;
    for (String line : server.knownHosts()) {
      number++;
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        add(line.strip(), number);
      }
    }
    if (known.isEmpty()) {
      throw new DriverException(
          Reason.INVALID,
          "no line of the known hosts is of "
              + name()
              + "; ssh-keyscan shows its keys, whose fingerprints must be compared there");
    }
  }

  private void add(String line, int number) {
    try {
      KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(line);
      if (!entry.isHostMatch(server.host(), server.port())) {
        return;
      }
      PublicKey key = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
      String marker = entry.getMarker() == null ? "" : entry.getMarker();
      if (marker.equals("cert-authority") || key == null) {
        throw new DriverException(
            Reason.INVALID,
            "line " + number + " of the known hosts names what is not understood here: use a key");
      }
      (marker.equals("revoked") ? revoked : known).add(key);
    } catch (java.io.IOException
        | java.security.GeneralSecurityException
        | IllegalArgumentException e) {
      throw new DriverException(
          Reason.INVALID, "line " + number + " of the known hosts cannot be read", e);
    }
  }

  private String name() {
    return server.port() == 22 ? server.host() : "[" + server.host() + "]:" + server.port();
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    boolean right =
        known.stream().anyMatch(k -> KeyUtils.compareKeys(k, key))
            && revoked.stream().noneMatch(k -> KeyUtils.compareKeys(k, key));
    refusal =
        right
            ? Optional.empty()
            : Optional.of(
                name()
                    + " shows the "
                    + KeyUtils.getKeyType(key)
                    + " key "
                    + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key)
                    + ", which is not among its known ones: it was changed, or another machine"
                    + " answers; compare it there before it is made known");
    return right;
  }

  /** Why the key that was shown last was refused. */
  Optional<String> refusal() {
    return refusal;
  }

  /** Asks first for keys of the sorts that are known: a machine has several. */
  List<NamedFactory<Signature>> order(List<NamedFactory<Signature>> signatures) {
    Set<String> sorts = new LinkedHashSet<>();
    known.forEach(key -> sorts.addAll(sorts(key)));
    List<NamedFactory<Signature>> ordered = new ArrayList<>(signatures);
    ordered.sort(Comparator.comparing(s -> !sorts.contains(s.getName())));
    return ordered;
  }

  private static List<String> sorts(PublicKey key) {
    String type = KeyUtils.getKeyType(key);
    return type.equals("ssh-rsa") ? List.of(type, "rsa-sha2-512", "rsa-sha2-256") : List.of(type);
  }
}
