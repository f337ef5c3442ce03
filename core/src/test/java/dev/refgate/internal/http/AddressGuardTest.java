package dev.refgate.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.run.AddressRange;
import dev.refgate.run.AllowedAddresses;
import dev.refgate.run.BlockException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be connected to. Nothing here is looked up, and nothing is sent. */
class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "::1", // this machine
                "0.0.0.0",
                "0.1.2.3",
                "::", // unspecified
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "fc00::1",
                "fdff::1", // private
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "febf::1",
                "fec0::1", // link-local, site-local
                "100.64.0.1",
                "100.127.255.255",
                "100.100.100.200", // behind a carrier's NAT
                "224.0.0.1",
                "239.255.255.255",
                "ff02::1",
                "ff0e::1", // multicast
                "255.255.255.255",
                "240.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "192.88.99.1",
                "2001:db8::1",
                "3fff::1",
                "2001::1",
                "2001:20::1", // reserved, documentation, Teredo
                "168.63.129.16",
                "169.254.170.2",
                "fd00:ec2::254", // metadata
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::a00:1",
                "64:ff9b:1::1", // NAT64
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:1::", // 6to4
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "100::1",
                "4000::1",
                "5f00::1"
            })
    void withoutSettingsOnlyThePublicInternetMayBeCalled(String address) {
        assertThat(verdict(AllowedAddresses.PUBLIC, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.0.0.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1",
                "2001:4860:4860::8888",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void thePublicInternetMayBeCalled(String address) {
        assertThat(verdict(AllowedAddresses.PUBLIC, address)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "loopback, 127.0.0.1, true",
        "loopback, 127.8.8.8, true",
        "loopback, ::1, true",
        "loopback, 10.0.0.1, false",
        "loopback, 0.0.0.0, false",
        "loopback, 64:ff9b::7f00:1, false",
        "private, 10.1.2.3, true",
        "private, 192.168.1.1, true",
        "private, fd12::1, true",
        "private, 127.0.0.1, false",
        "private, 169.254.169.254, false",
        "private, fd00:ec2::254, false",
        "private, 100.64.0.1, false",
        "10.1.0.0/16, 10.1.2.3, true",
        "10.1.0.0/16, 10.2.0.1, false",
        "169.254.169.254, 169.254.169.254, true",
        "169.254.169.254, 169.254.169.253, false",
        "fd00:ec2::/32, fd00:ec2::254, true",
        "100.64.0.0/10, 100.64.0.1, true",
        "100.64.0.0/10, 100.100.100.200, true",
        "0.0.0.0/0, 127.0.0.1, true",
        "0.0.0.0/0, ::1, false"
    })
    void settingsAllowMore(String allowed, String address, boolean expected) {
        assertThat(verdict(AllowedAddresses.parse(List.of(allowed)), address)).isEqualTo(expected);
    }

    @Test
    void anIpv4AddressInsideAnIpv6AddressIsTheSameAddress() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        InetAddress address = Inet6Address.getByAddress("mapped", mapped, -1);

        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThatThrownBy(() -> new AddressGuard(AllowedAddresses.PUBLIC).check("mapped", address))
                .hasMessageContaining("127.0.0.1 of mapped");
        assertThatCode(() -> new AddressGuard(AllowedAddresses.parse(List.of("loopback"))).check("mapped", address))
                .doesNotThrowAnyException();
    }

    @Test
    void aRefusalSaysWhyAndWhatWouldAllowIt() {
        assertThatThrownBy(() -> check(AllowedAddresses.PUBLIC, "internal.example", "10.0.0.5"))
                .isInstanceOf(BlockException.class)
                .hasMessage("the address 10.0.0.5 of internal.example is refused: it is in a private network"
                        + " (a server calls it only when it was started with --allow-address private)");
        assertThatThrownBy(() -> check(AllowedAddresses.PUBLIC, "169.254.169.254", "169.254.169.254"))
                .hasMessage("the address 169.254.169.254 is refused: it is one where a cloud hands out credentials"
                        + " (a server calls it only when it was started with --allow-address 169.254.169.254)");
    }

    @Test
    void theSocketItselfRefusesWhateverItIsAskedFor() {
        List<InetSocketAddress> connected = new CopyOnWriteArrayList<>();
        for (String address : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254")) {
            GuardedSocket socket = new GuardedSocket(
                    new AddressGuard(AllowedAddresses.PUBLIC), (self, target, timeout) -> connected.add(target));

            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(InetAddress.getByName(address), 80), 1))
                    .isInstanceOf(BlockException.class)
                    .hasMessageContaining(address);
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(InetAddress.getByName(address), 80)))
                    .isInstanceOf(BlockException.class);
            assertThatThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("name.example", 80)))
                    .isInstanceOf(BlockException.class);
        }
        assertThat(connected).isEmpty();
    }

    @Test
    void wordsComeFromTheCommandLineAndTheVariable() {
        AllowedAddresses allowed = AllowedAddresses.parse(List.of("10.0.0.0/8"), Optional.of("loopback, fd00::/8,"));

        assertThat(allowed)
                .isEqualTo(new AllowedAddresses(
                        true, false, List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8"))));
        assertThat(AllowedAddresses.parse(List.of(), Optional.empty())).isEqualTo(AllowedAddresses.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0/8",
                "fd00::/129",
                "1.2.3.4/-1",
                "10.0.0.0/",
                "/8",
                "300.1.1.1",
                "internal.example",
                "a.b",
                "::/x",
                "de:ad",
                "1"
            })
    void whatIsNoAddressIsRefusedWithoutLookingAnythingUp(String word) {
        assertThatThrownBy(() -> AllowedAddresses.parse(List.of(word)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("allowed address: " + word + " (expected loopback, private, an address");
    }

    private static boolean verdict(AllowedAddresses allowed, String address) {
        try {
            check(allowed, address, address);
            return true;
        } catch (BlockException e) {
            assertThat(e.retryable()).isFalse();
            assertThat(e.kind()).isEmpty();
            return false;
        }
    }

    private static void check(AllowedAddresses allowed, String host, String address) {
        AddressRange single = AddressRange.parse(address);
        assertThat(Arrays.asList(32, 128)).contains(single.prefix());
        new AddressGuard(allowed).check(host, single.network());
    }
}
