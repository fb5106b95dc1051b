package org.hansa.platform.resources.camara;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.platform.api.Site;

/**
 * A site as an edge cloud zone.
 *
 * @param id the site's uid; if that is no UUID, one that is always the same for it
 * @param name the site's; one that nothing real stands behind says so in it
 * @param status {@code active} takes what is new, {@code inactive} does not, {@code unknown} does
 *     not answer now
 * @param region the site's label {@code region}
 * @param country under whose law it stands
 */
record Zone(
    String id,
    String name,
    String status,
    String provider,
    Optional<String> region,
    String country) {

  static final String ACTIVE = "active";
  static final String INACTIVE = "inactive";
  static final String UNKNOWN = "unknown";

  /** The same at every page. */
  static final Comparator<Zone> ORDER =
      Comparator.comparing(Zone::country).thenComparing(Zone::name).thenComparing(Zone::id);

  /** The longest name that the form allows. */
  static final int LONGEST = 64;

  private static final String REGION = "region";
  private static final String SIMULATED = " (simulated)";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  /** The part of a site's status that is read here. */
  private record Seen(Optional<Boolean> simulated) {}

  /** One, or none of a site that is going. */
  static Stream<Zone> of(Resource site) {
    if (site.isDeleting()) {
      return Stream.empty();
    }
    Site.Spec spec = site.spec().as(Site.Spec.class);
    String mark = site.status().as(Seen.class).simulated().orElse(false) ? SIMULATED : "";
    return Stream.of(
        new Zone(
            id(site.uid()),
            cut(site.ref().name(), LONGEST - mark.length()) + mark,
            status(site, spec),
            cut(spec.provider(), LONGEST),
            Optional.ofNullable(site.labels().get(REGION)).map(r -> cut(r, LONGEST)),
            spec.jurisdiction()));
  }

  private static String id(String uid) {
    return ID.matcher(uid).matches()
        ? uid
        : UUID.nameUUIDFromBytes(uid.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String status(Resource site, Site.Spec spec) {
    Condition.State ready =
        site.condition(Condition.READY).map(Condition::state).orElse(Condition.State.UNKNOWN);
    return switch (ready) {
      case UNKNOWN -> UNKNOWN;
      case FALSE -> INACTIVE;
      case TRUE -> spec.cordoned().orElse(false) ? INACTIVE : ACTIVE;
    };
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
  }

  ObjectNode written() {
    ObjectNode zone = JsonNodeFactory.instance.objectNode();
    zone.put("edgeCloudZoneId", id);
    zone.put("edgeCloudZoneName", name);
    zone.put("edgeCloudZoneStatus", status);
    zone.put("edgeCloudProvider", provider);
    region.ifPresent(r -> zone.put("edgeCloudRegion", r));
    zone.put("countryCode", country);
    return zone;
  }
}
