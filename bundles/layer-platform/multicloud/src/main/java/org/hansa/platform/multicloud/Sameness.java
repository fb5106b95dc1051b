package org.hansa.platform.multicloud;

/** What two places may have in common. */
enum Sameness {
  HOST,
  SITE,
  PROVIDER,
  JURISDICTION;

  /**
   * @param by as requirements have it, in lower case
   */
  static Sameness of(String by) {
    return valueOf(by.toUpperCase(java.util.Locale.ROOT));
  }

  boolean same(Offer a, Offer b) {
    return key(a).equals(key(b));
  }

  /** The same of all that have it in common; as people read it. */
  String key(Offer offer) {
    return switch (this) {
      case HOST -> offer.ref().toString();
      case SITE -> offer.site().ref().toString();
      case PROVIDER -> offer.place().provider();
      case JURISDICTION -> offer.place().jurisdiction();
    };
  }

  String says(Offer offer) {
    String name =
        switch (this) {
          case HOST -> offer.ref().name();
          case SITE -> offer.site().ref().name();
          default -> key(offer);
        };
    return word() + " " + name;
  }

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
