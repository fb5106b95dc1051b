package org.hansa.core.driver.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How a caller shows who it is: to the origin of its base address and to nobody else. */
public final class Credentials {

  static final String AUTHORIZATION = "Authorization";

  private final String header;
  private final String prefix;
  private final Optional<String> fixed;
  private final Optional<TokenSource> source;
  private final List<String> secrets;

  private Credentials(
      String header,
      String prefix,
      Optional<String> fixed,
      Optional<TokenSource> source,
      List<String> secrets) {
    this.header = header;
    this.prefix = prefix;
    this.fixed = fixed;
    this.source = source;
    this.secrets = secrets;
  }

  public static Credentials none() {
    return new Credentials("", "", Optional.empty(), Optional.empty(), List.of());
  }

  /** By RFC 7617, in UTF-8. */
  public static Credentials basic(String user, String password) {
    String pair = basicPair(user, password);
    return new Credentials(
        AUTHORIZATION,
        "Basic ",
        Optional.of(pair),
        Optional.empty(),
        password.isEmpty() ? List.of(pair) : List.of(pair, password));
  }

  static String basicPair(String user, String password) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  public static Credentials bearer(String token) {
    return fixed(AUTHORIZATION, "Bearer ", token);
  }

  /** A header of the vendor's own, for instance {@code X-API-Key}. */
  public static Credentials header(String name, String value) {
    return fixed(name, "", value);
  }

  /** A bearer token that a login gives: one login for all threads, renewed before it expires. */
  public static Credentials token(TokenSource source) {
    return fetched(AUTHORIZATION, "Bearer ", source);
  }

  /** The same in a header of the vendor's own, for instance {@code X-Auth-Token}. */
  public static Credentials token(String header, TokenSource source) {
    return fetched(header, "", source);
  }

  private static Credentials fixed(String header, String prefix, String value) {
    return new Credentials(
        Headers.name(header),
        prefix,
        Optional.of(Headers.secret(header, value)),
        Optional.empty(),
        List.of(value));
  }

  private static Credentials fetched(String header, String prefix, TokenSource source) {
    return new Credentials(
        Headers.name(header), prefix, Optional.empty(), Optional.of(source), List.of());
  }

  String header() {
    return header;
  }

  Optional<Header> fixed() {
    return fixed.map(this::with);
  }

  /** The header with this token or the like. */
  Header with(String value) {
    return new Header(header, prefix + value);
  }

  Optional<TokenSource> source() {
    return source;
  }

  List<String> secrets() {
    return secrets;
  }

  boolean isNone() {
    return fixed.isEmpty() && source.isEmpty();
  }

  /** A header of a request. */
  record Header(String name, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Override
  public String toString() {
    return isNone() ? "Credentials[none]" : "Credentials[" + header + "]";
  }
}
