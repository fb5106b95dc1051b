package org.hansa.itests.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;

/**
 * A request as it goes over the wire, made once; each time it is sent, only the digits at its marks
 * are set anew, so that no two say the same and making them costs next to nothing.
 */
final class Ask {

  /** Stands where digits go; in base64 text too, where digits are as good as any letters. */
  private static final String MARK = "000000000000";

  /** Stands before the digits, for who looks for them; of the alphabet of base64 too. */
  static final String SIGN = "MARK";

  private static final int PAYLOAD = 1000;

  /** Of each value that etcd is given: what base64 makes whole. */
  static final int ETCD_BYTES = PAYLOAD / 3 * 3;

  private final byte[] bytes;
  private final int[] marks;

  private Ask(byte[] bytes, int[] marks) {
    this.bytes = bytes;
    this.marks = marks;
  }

  /**
   * @param kind {@code hansa-put}, {@code hansa-txn}, {@code etcd-put} or {@code etcd-txn}
   */
  static Ask of(String kind, int port, String token, int caller, int size) {
    return switch (kind) {
      case "hansa-put" ->
          http("PUT", "/api/v1/secrets/system/" + name(caller, 0), port, token, "{" + spec() + "}");
      case "hansa-txn" -> {
        StringJoiner puts = new StringJoiner(",", "{\"changes\":[", "]}");
        for (int i = 0; i < size; i++) {
          puts.add(
              "{\"put\":{\"kind\":\"Secret\",\"tenant\":\"system\",\"name\":\""
                  + name(caller, i)
                  + "\","
                  + spec()
                  + "}}");
        }
        yield http("POST", "/api/v1/transactions", port, token, puts.toString());
      }
      case "etcd-put" -> http("POST", "/v3/kv/put", port, "", pair(caller, 0));
      case "etcd-txn" -> {
        StringJoiner puts = new StringJoiner(",", "{\"success\":[", "]}");
        for (int i = 0; i < size; i++) {
          puts.add("{\"requestPut\":" + pair(caller, i) + "}");
        }
        yield http("POST", "/v3/kv/txn", port, "", puts.toString());
      }
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Of each ten, seven read a resource of the caller's tenant, one its list, and two write. */
  static List<Ask> mixed(int port, String token, int caller) {
    String tenant = tenant(caller);
    String own = token(token, caller);
    String path = "/api/v1/secrets/" + tenant + "/" + name(caller, 0);
    Ask read = http("GET", path, port, own, "");
    Ask list = http("GET", "/api/v1/secrets?limit=20&tenant=" + tenant, port, own, "");
    Ask write = http("PUT", path, port, own, "{" + spec() + "}");
    return List.of(write, read, read, read, list, write, read, read, read, read);
  }

  static String tenant(int caller) {
    return "bench-" + caller;
  }

  /** The one of a tenant's account, told from a common one. */
  static String token(String common, int caller) {
    String digits = Integer.toString(caller);
    return common.substring(digits.length() + 1) + "x" + digits;
  }

  static String name(int caller, int index) {
    return "bench-" + caller + "-" + index;
  }

  /** A document of about a kilobyte, what it is for and some labels. */
  private static String spec() {
    String text = "x".repeat(PAYLOAD - 150 - MARK.length());
    return "\"labels\":{\"stage\":\"bench\",\"team\":\"core\"},\"spec\":{\"description\":\""
        + SIGN
        + MARK
        + text
        + "\"}";
  }

  private static String pair(int caller, int index) {
    Base64.Encoder base64 = Base64.getEncoder();
    String value = base64.encodeToString(new byte[ETCD_BYTES]);
    return "{\"key\":\""
        + base64.encodeToString(name(caller, index).getBytes(StandardCharsets.UTF_8))
        + "\",\"value\":\""
        + SIGN
        + MARK
        + value.substring(SIGN.length() + MARK.length())
        + "\"}";
  }

  private static Ask http(String method, String path, int port, String token, String body) {
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            // What was written is not sent back, as etcd does not.
            + (token.isEmpty()
                ? ""
                : "\r\nPrefer: return=minimal\r\nAuthorization: Bearer " + token)
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    String whole = head + body;
    int[] marks = new int[0];
    for (int at = whole.indexOf(MARK); at >= 0; at = whole.indexOf(MARK, at + MARK.length())) {
      marks = Arrays.copyOf(marks, marks.length + 1);
      marks[marks.length - 1] = at;
    }
    return new Ask(whole.getBytes(StandardCharsets.ISO_8859_1), marks);
  }

  /**
   * A watch from now on of what the first caller puts. By HTTP 1.0, so that the answer comes as it
   * is and not in chunks.
   */
  static byte[] watch(String kind, int port, String token) {
    String body =
        "{\"create_request\":{\"key\":\""
            + Base64.getEncoder().encodeToString(name(0, 0).getBytes(StandardCharsets.UTF_8))
            + "\"}}";
    String request =
        kind.equals("etcd")
            ? "POST /v3/watch HTTP/1.0\r\nHost: 127.0.0.1:"
                + port
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body
            : "GET /api/v1/secrets?watch=true HTTP/1.0\r\nHost: 127.0.0.1:"
                + port
                + "\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n";
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  /** The digits that {@link #next} writes of a number. */
  static long digits(long number) {
    return number % 1_000_000_000_000L;
  }

  /** The same array each time. */
  byte[] next(long number) {
    long left = number;
    for (int i = MARK.length() - 1; i >= 0; i--) {
      byte digit = (byte) ('0' + left % 10);
      left /= 10;
      for (int mark : marks) {
        bytes[mark + i] = digit;
      }
    }
    return bytes;
  }
}
