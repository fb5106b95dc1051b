/**
 * The simulator's data: continua as YAML, read strictly into records. Everything is checked while
 * it is read, so that the model meets nothing impossible; what is wrong is refused as INVALID with
 * its file and line.
 */
package org.hansa.drivers.simulator.data;
