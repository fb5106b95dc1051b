package org.hansa.core.driver.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * What is asked. Unchangeable: each method gives another. GET and HEAD are repeated where that may
 * help; any other only if it is said to be {@link #idempotent}.
 */
public final class Request {

  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private final String method;
  private final String path;
  private final boolean linked;
  private final List<String> query;
  private final Map<String, String> headers;
  private final Body body;
  private final boolean repeatable;
  private final Set<Integer> answers;

  private Request(
      String method,
      String path,
      boolean linked,
      List<String> query,
      Map<String, String> headers,
      Body body,
      boolean repeatable,
      Set<Integer> answers) {
    this.method = method;
    this.path = path;
    this.linked = linked;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.repeatable = repeatable;
    this.answers = answers;
  }

  /**
   * Below the caller's base address.
   *
   * @param template such as {@code /servers/{id}/metadata}
   * @param values of the places in the template, in their order; each is encoded and stays in its
   *     segment
   * @throws DriverException INVALID for a value that no segment can have, such as {@code ..}
   */
  public static Request of(String method, String template, String... values) {
    return made(method, Template.expand(template, values), false);
  }

  /**
   * To where the server itself said, for instance by {@code Location}: an address or a path, which
   * is taken as it is. It must be of the caller's origin.
   */
  public static Request link(String method, String address) {
    return made(method, address, true);
  }

  private static Request made(String method, String path, boolean linked) {
    return new Request(
        Headers.name(method),
        path,
        linked,
        List.of(),
        Map.of(),
        new Body.None(),
        SAFE.contains(method),
        Set.of());
  }

  public static Request get(String template, String... values) {
    return of("GET", template, values);
  }

  public static Request head(String template, String... values) {
    return of("HEAD", template, values);
  }

  public static Request post(String template, String... values) {
    return of("POST", template, values);
  }

  public static Request put(String template, String... values) {
    return of("PUT", template, values);
  }

  public static Request patch(String template, String... values) {
    return of("PATCH", template, values);
  }

  public static Request delete(String template, String... values) {
    return of("DELETE", template, values);
  }

  /** One more parameter of the query; its value stands in no message. */
  public Request query(String name, String value) {
    List<String> more = new ArrayList<>(query);
    more.add(Template.encode(name) + "=" + Template.encode(value));
    return new Request(method, path, linked, more, headers, body, repeatable, answers);
  }

  /** The same instead of those of this name that there are. */
  public Request setQuery(String name, String value) {
    List<String> others = new ArrayList<>(query);
    others.removeIf(one -> one.startsWith(Template.encode(name) + "="));
    return new Request(method, path, linked, others, headers, body, repeatable, answers)
        .query(name, value);
  }

  /** The same, asked of another address. */
  Request at(String address) {
    return new Request(method, address, true, List.of(), headers, body, repeatable, answers);
  }

  /**
   * @throws DriverException INVALID if it would be more than one header, or is one of the caller's
   */
  public Request header(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(Headers.free(name), Headers.value(name, value));
    return new Request(method, path, linked, query, more, body, repeatable, answers);
  }

  /** Only if it is still as it was when the server gave this tag; else CONFLICT. */
  public Request ifMatch(String etag) {
    return header("If-Match", etag);
  }

  /** Only if it is another by now ({@code *}: if there is none). */
  public Request ifNoneMatch(String etag) {
    return header("If-None-Match", etag);
  }

  /** A record as JSON; what is an empty Optional is left out. */
  public Request json(Record value) {
    return json("application/json", value);
  }

  /**
   * @param type such as {@code application/merge-patch+json}
   */
  public Request json(String type, Record value) {
    return with(new Body.Json(Headers.value("Content-Type", type), value));
  }

  /**
   * @param type such as {@code application/json-patch+json}
   */
  public Request json(String type, List<? extends Record> values) {
    return with(new Body.Json(Headers.value("Content-Type", type), List.copyOf(values)));
  }

  public Request bytes(String type, byte[] bytes) {
    return with(new Body.Bytes(Headers.value("Content-Type", type), bytes.clone()));
  }

  /**
   * For what is too long for memory.
   *
   * @param length in bytes; a source of another length fails
   */
  public Request stream(String type, long length, BodySource source) {
    if (length < 0) {
      throw new DriverException(Reason.INVALID, "a body cannot have " + length + " bytes");
    }
    return with(new Body.Streamed(Headers.value("Content-Type", type), length, source));
  }

  /**
   * As a web form sends it.
   *
   * @param pairs names and values in turn
   */
  public Request form(String... pairs) {
    if (pairs.length % 2 != 0) {
      throw new DriverException(Reason.INTERNAL, "a form has a value for each name");
    }
    String text =
        IntStream.range(0, pairs.length / 2)
            .mapToObj(i -> Template.encode(pairs[2 * i]) + "=" + Template.encode(pairs[2 * i + 1]))
            .collect(Collectors.joining("&"));
    return with(
        new Body.Bytes(
            "application/x-www-form-urlencoded", text.getBytes(StandardCharsets.US_ASCII)));
  }

  private Request with(Body sent) {
    return new Request(method, path, linked, query, headers, sent, repeatable, answers);
  }

  /** It may be repeated: done twice it does no more than once. */
  public Request idempotent() {
    return new Request(method, path, linked, query, headers, body, true, answers);
  }

  /** The same because the server knows it again by a key in this header. */
  public Request idempotent(String header, String key) {
    return header(header, key).idempotent();
  }

  /** These statuses are answers and not failures, for instance 404 where absence is looked for. */
  public Request answers(Integer... statuses) {
    return new Request(method, path, linked, query, headers, body, repeatable, Set.of(statuses));
  }

  /** With a body that can be sent. */
  Request written(Json json) {
    return body instanceof Body.Json record
        ? with(new Body.Bytes(record.type(), json.bytes(record.value())))
        : this;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  boolean isLinked() {
    return linked;
  }

  Optional<String> query() {
    return query.isEmpty() ? Optional.empty() : Optional.of(String.join("&", query));
  }

  Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  Body body() {
    return body;
  }

  boolean isSafe() {
    return SAFE.contains(method);
  }

  boolean isRepeatable() {
    return repeatable;
  }

  boolean isAnswer(int status) {
    return answers.contains(status) || status / 100 == 2;
  }

  /** Without what may be secret: query, headers and body. */
  @Override
  public String toString() {
    return method + " " + Words.plain(path.replaceFirst("(?s)[?#].*", ""));
  }
}
