package org.hansa.drivers.hansa;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;

/**
 * By which names and labels what is ours is known at the partner: ours is what this endpoint of
 * this installation has ordered. Another endpoint may have another contract with the same tenant
 * there, and whatever an endpoint lists that has no owner at it is ended.
 */
final class Names {

  /** A label of what is ours: whose. */
  static final String GUEST = "hansa.guest";

  /** Another: by which endpoint. */
  static final String ENDPOINT = "hansa.guest.endpoint";

  /** Another: the uid that it has here. */
  static final String UID = "hansa.guest.uid";

  /** Another, of what is to go. */
  static final String LEAVING = "hansa.guest.leaving";

  /** The one component of an application of ours. */
  static final String COMPONENT = "main";

  private static final int SHORT = 4;

  /** Part of a name there, so without capitals. */
  private static final Pattern KEY = Pattern.compile("[a-z0-9]([-a-z0-9]{0,126}[a-z0-9])?");

  private final String installation;
  private final String endpoint;
  private final String mark;

  Names(String installation, String endpoint) {
    this.installation = installation;
    this.endpoint = endpoint;
    this.mark = "w-" + hash(installation + "/" + endpoint) + "-";
  }

  /** Two may share one tenant there, and one uid. */
  private static String hash(String whose) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(whose.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, SHORT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Of the application that stands for a workload: the same each time. */
  String application(String uid) {
    DriverException.require(
        KEY.matcher(uid).matches(),
        "the uid '" + Bounds.shown(uid) + "' must be 1 to 128 lower-case letters, digits and '-'");
    return mark + uid;
  }

  /** Of its one instance, as the partner's own components call it. */
  String instance(String uid) {
    return application(uid) + "." + COMPONENT + ".0";
  }

  Map<String, String> labels(String uid) {
    return Map.of(GUEST, installation, ENDPOINT, endpoint, UID, uid);
  }

  /** Of all that is ours, which is no more than this endpoint's. */
  String selector() {
    return GUEST + "=" + installation + "," + ENDPOINT + "=" + endpoint;
  }

  /** The uid of what is ours and has the name that it has by us; else it is none of ours. */
  Optional<String> uid(String name, Map<String, String> labels) {
    return Optional.ofNullable(labels.get(UID))
        .filter(uid -> installation.equals(labels.get(GUEST)))
        .filter(uid -> endpoint.equals(labels.get(ENDPOINT)))
        .filter(uid -> KEY.matcher(uid).matches() && application(uid).equals(name));
  }
}
