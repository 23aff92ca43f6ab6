package org.interlaminar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA's special-purpose registries</a>. */
class NetworksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.169.0.0",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:1.1.1.1",
                "2001:200::1",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1"
            })
    void aPublicAddressIsAllowed(String address) throws Exception {
        assertThat(Networks.publicAnd(List.of()).allow(address(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::1.1.1.1",
                "64:ff9b:1:fffe::a00:1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void anAddressThatIsNotPublicIsNot(String address) throws Exception {
        assertThat(Networks.publicAnd(List.of()).allow(address(address))).isFalse();
    }

    @Test
    void aNetworkThatIsNamedIsAllowedAndItsNeighboursAreNot() throws Exception {
        Networks named = Networks.publicAnd(List.of("10.20.0.0/16", "192.168.1.7", "fd00:1::/32", "64:ff9b::/96"));

        for (String address :
                List.of("10.20.255.255", "192.168.1.7", "fd00:1:2::3", "64:ff9b::a00:1", "::ffff:10.20.0.1")) {
            assertThat(named.allow(address(address))).as(address).isTrue();
        }
        for (String address : List.of("10.21.0.0", "192.168.1.8", "fd00:2::1", "127.0.0.1", "::1", "::10.20.0.1")) {
            assertThat(named.allow(address(address))).as(address).isFalse();
        }
    }

    @Test
    void anAddressOfAnInterfaceIsTheAddress() throws Exception {
        InetAddress scoped =
                java.net.Inet6Address.getByAddress(null, address("fe80::1").getAddress(), 1);

        assertThat(Networks.publicAnd(List.of("fe80::/10")).allow(scoped)).isTrue();
        assertThat(Networks.publicAnd(List.of()).allow(scoped)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "ehr.example",
                "bad.de",
                "10",
                "10.0",
                "10.20/16",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.256",
                "010.0.0.1",
                "::g",
                "1:2",
                "10.0.0.0/8/8",
                "10.0.0.0-10.0.0.9",
                "all",
                "*"
            })
    void whatIsNoNetworkIsRefusedWithoutLookingItUp(String range) {
        assertThatThrownBy(() -> Networks.publicAnd(List.of(range)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + range + "' is no network, as in 10.20.0.0/16");
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
