package org.hansa.itests.archive;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP as bytes, for what no client would send: one exchange a connection. */
final class RawHttp {

  /** Longer than any of these may take: who is cut off by it was not answered. */
  static final int PATIENCE_MILLIS = 30_000;

  private static final String LINE = "\r\n";

  private RawHttp() {}

  /**
   * All that came back.
   *
   * @param text as ISO 8859-1
   */
  record Answer(String text) {

    int status() {
      return text.startsWith("HTTP/1.") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    /** How many answers came. */
    int count() {
      return text.split("HTTP/1\\.[01] [0-9]{3} ", -1).length - 1;
    }

    private int headEnd() {
      int end = text.indexOf(LINE + LINE);
      return end < 0 ? text.length() : end;
    }

    String head() {
      return text.substring(0, headEnd());
    }

    String body() {
      return text.substring(Math.min(text.length(), headEnd() + 4));
    }

    /** By names in small letters. */
    Map<String, String> headers() {
      Map<String, String> headers = new TreeMap<>();
      for (String line : head().split(LINE)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          headers.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
      }
      return headers;
    }
  }

  /**
   * Sends these bytes, whether they are wanted or not, and reads until the server is done.
   *
   * @param ends whether the client says that nothing more comes
   */
  static Answer send(int port, byte[] bytes, boolean ends) throws IOException {
    try (Socket socket = open(port)) {
      try {
        socket.getOutputStream().write(bytes);
        if (ends) {
          socket.shutdownOutput();
        }
      } catch (SocketException refusedMeanwhile) {
        // It has answered and gone before all was sent; what it said can be read.
      }
      return new Answer(read(socket.getInputStream()));
    }
  }

  static Socket open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 16];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        all.write(some, 0, n);
      }
    } catch (SocketException reset) {
      // It did not read all that was sent: that is its right.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether this comes, at some time, in what is answered to these bytes. */
  static boolean until(int port, String bytes, String awaited) throws IOException {
    try (Socket socket = open(port)) {
      // Without chunks: the end of one may cut what is awaited in two.
      String plain = bytes.replace(" HTTP/1.1\r\n", " HTTP/1.0\r\n");
      socket.getOutputStream().write(plain.getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = "nothing";
      try {
        while (line != null && !line.contains(awaited)) {
          line = lines.readLine();
        }
      } catch (SocketTimeoutException e) {
        throw new IOException(awaited + " did not come; the last was " + line, e);
      }
      return line != null;
    }
  }

  /** A request as clients send it, and whatever headers besides. */
  static byte[] request(String ask, Map<String, String> headers, byte[] body) {
    StringBuilder head = new StringBuilder(ask).append(" HTTP/1.1").append(LINE);
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append(LINE));
    byte[] first = head.append(LINE).toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(first, first.length + body.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return all;
  }
}
