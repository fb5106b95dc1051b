package org.hansa.application.designer;

import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.platform.api.Component;

/** Images, with what Docker adds where no registry is named. */
final class Images {

  private static final Pattern IMAGE = Pattern.compile(Component.IMAGE);
  private static final int LONGEST = 500;
  private static final String REGISTRY = "docker.io/";
  private static final String ITS_OWN = "library/";

  private Images() {}

  static Optional<String> of(Place image) {
    if (!image.says()) {
      return Optional.empty();
    }
    String said = image.text().orElse("");
    String whole = whole(said);
    if (said.isEmpty() || whole.length() > LONGEST || !IMAGE.matcher(whole).matches()) {
      image.untaken(
          "it is no reference to an image", "Write for instance docker.io/library/redis:7.");
      return Optional.empty();
    }
    image.used();
    return Optional.of(whole);
  }

  /** A first part is a registry if it has a dot or a port, or is localhost. */
  private static String whole(String image) {
    int slash = image.indexOf('/');
    if (slash < 0) {
      return REGISTRY + ITS_OWN + image;
    }
    String first = image.substring(0, slash);
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    return registry ? image : REGISTRY + image;
  }
}
