package org.hansa.drivers.simulator.world;

import java.util.Collection;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.drivers.simulator.data.Refusal;

/** What must hold of the words and numbers in specs. Everything here throws INVALID. */
public final class Words {

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,253}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9.]{0,252})?");
  private static final Pattern KEY =
      Pattern.compile(
          "(ssh-|ecdsa-|sk-)[-a-z0-9@.]{1,60} [A-Za-z0-9+/]{16,8000}={0,3}( .{0,200})?");
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]{0,127}");
  private static final int MOST = 1_000;
  private static final int MOST_USER_DATA = 65_536;

  private Words() {}

  /** For people. */
  public static void name(String name) {
    require(
        NAME.matcher(name).matches(),
        "the name '" + name + "' is not 1 to 253 characters of which none is for control");
  }

  /** For people, and for a machine to call itself by. */
  public static void hostName(String name) {
    require(
        HOST.matcher(name).matches(),
        "the name '" + name + "' is no host's: 1 to 253 letters, digits, '-' and '.'");
  }

  /** A reference to something of ours or of the endpoint. */
  public static void reference(String what, String name) {
    require(
        UID.matcher(name).matches(),
        what + " '" + name + "' is not 1 to 128 letters, digits, '-', '_' and '.'");
  }

  /** References, none twice. */
  public static void references(String what, Collection<String> names) {
    require(names.size() <= MOST, "more than " + MOST + " of " + what);
    names.forEach(name -> reference(what, name));
    require(
        new HashSet<>(names).size() == names.size(), what + " " + names + " are not all different");
  }

  public static void positive(String what, long amount) {
    require(amount > 0, what + " is " + amount + "; it must be more than nothing");
  }

  /** Public keys in OpenSSH's form. */
  public static void keys(Collection<String> keys) {
    require(keys.size() <= MOST, "more than " + MOST + " keys");
    for (String key : keys) {
      require(
          KEY.matcher(key).matches(),
          "a key is not in OpenSSH's form: 'ssh-ed25519 AAAA... comment'");
    }
  }

  public static void userData(String text) {
    require(
        text.length() <= MOST_USER_DATA,
        "userData has " + text.length() + " characters; at most " + MOST_USER_DATA);
  }

  /**
   * @throws DriverException INVALID with the message, if it does not hold
   */
  public static void require(boolean holds, String message) {
    if (!holds) {
      throw Refusal.invalid(message);
    }
  }
}
