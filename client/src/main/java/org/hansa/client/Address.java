package org.hansa.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hansa.core.api.Problem;

/** Where an installation is: {@code https://HOST[:PORT]}, or plain on this machine. */
record Address(URI uri) {

  /**
   * @param insecure true if plain HTTP may leave this machine
   * @throws Problem INVALID for what is no such address
   */
  static Address parse(String text, boolean insecure) {
    URI uri = uri(text);
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    boolean bare =
        uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && List.of("", "/").contains(Optional.ofNullable(uri.getRawPath()).orElse(""));
    if (!List.of("http", "https").contains(scheme) || uri.getHost() == null || !bare) {
      throw Problem.invalid(
          "address", shown(text), "https://HOST or https://HOST:PORT", "Write it so, and no more.");
    }
    if (scheme.equals("http") && !insecure && !isLoopback(uri.getHost())) {
      throw new Problem(
          Problem.Reason.INVALID,
          "whoever is between here and " + uri.getHost() + " could read the password and all else",
          "Use https://, or say --insecure-http if that is how it is meant.");
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new Address(URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port));
  }

  private static URI uri(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the address is no URL",
          "Write https://HOST or https://HOST:PORT.",
          List.of(),
          e);
    }
  }

  /** A password that somebody wrote into it is not shown again. */
  private static String shown(String text) {
    return text.replaceAll("//[^/]*@", "//...@");
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  URI at(String path) {
    return URI.create(uri + path);
  }

  String host() {
    return uri.getHost();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
