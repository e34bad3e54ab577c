namespace Sweetspot.Planning;

/// <summary>How long devices take to exchange data.</summary>
/// <remarks>
/// Rings (Patarasuk and Yuan 2009, doi:10.1016/j.jpdc.2008.09.002): of n devices each sends (n-1)/n of the data once to gather or to reduce and scatter it, twice to
/// all-reduce it. Between nodes a ring runs through every device's own share of the network, so the slower of the two sets the pace.
/// A group of one exchanges nothing.
/// </remarks>
public static class Collectives
{
    /// <summary>Seconds to add up a tensor of so many bytes that every device has, so that all have the sum.</summary>
    public static double AllReduce(DeviceGroup group, double bytes) => AllReduce(group, bytes, CollectiveConstants.Shipped);

    /// <summary>The same with constants of one's own.</summary>
    public static double AllReduce(DeviceGroup group, double bytes, CollectiveConstants constants) =>
        group.Devices <= 1 ? 0 : Latency(group, constants) + RingSeconds(group.Devices, 2 * bytes, Pace(group, constants));

    /// <summary>Seconds until every device has a tensor of so many bytes of which each had a part.</summary>
    public static double AllGather(DeviceGroup group, double bytes) => AllGather(group, bytes, CollectiveConstants.Shipped);

    /// <summary>The same with constants of one's own.</summary>
    public static double AllGather(DeviceGroup group, double bytes, CollectiveConstants constants) =>
        group.Devices <= 1 ? 0 : Latency(group, constants) + RingSeconds(group.Devices, bytes, Pace(group, constants));

    /// <summary>Seconds to add up a tensor of so many bytes that every device has, so that each has a part of the sum.</summary>
    public static double ReduceScatter(DeviceGroup group, double bytes) => AllGather(group, bytes);

    /// <summary>Seconds in which each device, holding so many bytes, sends every other an equal part of them.</summary>
    public static double AllToAll(DeviceGroup group, double bytes) => AllToAll(group, bytes, CollectiveConstants.Shipped);

    /// <summary>The same with constants of one's own.</summary>
    public static double AllToAll(DeviceGroup group, double bytes, CollectiveConstants constants)
    {
        if (group.Devices <= 1)
        {
            return 0;
        }

        var (inside, outside) = ((group.PerNode - 1.0) / group.Devices, (group.Devices - group.PerNode) / (double)group.Devices);
        var link = inside > 0 ? bytes * inside / (group.LinkBandwidth * constants.LinkShare) : 0;
        var network = outside > 0 ? bytes * outside / (group.NetworkBandwidth * constants.NetworkShare) : 0;
        return Latency(group, constants) + Math.Max(link, network);
    }

    /// <summary>Seconds to send so many bytes to one other device.</summary>
    /// <param name="group">The two devices.</param>
    /// <param name="bytes">What is sent.</param>
    public static double Send(DeviceGroup group, double bytes) => Send(group, bytes, CollectiveConstants.Shipped);

    /// <summary>The same with constants of one's own.</summary>
    public static double Send(DeviceGroup group, double bytes, CollectiveConstants constants) => group.Nodes > 1
        ? constants.SendSeconds + constants.NetworkSeconds + (bytes / (group.NetworkBandwidth * constants.NetworkShare))
        : constants.SendSeconds + (bytes / (group.LinkBandwidth * constants.LinkShare));

    /// <summary>Seconds in which a ring passes (n-1)/n of so many bytes through each device's link, nothing lost.</summary>
    public static double RingSeconds(int devices, double bytes, double bytesPerSecond) => bytes * (devices - 1) / devices / bytesPerSecond;

    private static double Latency(DeviceGroup group, CollectiveConstants constants) => constants.LaunchSeconds + (group.Nodes > 1 ? constants.NetworkSeconds * Math.Log2(group.Nodes) : 0);

    /// <summary>Bytes a second of one device's place in the ring: its link, or all of its node's shares of the network, whichever is slower.</summary>
    private static double Pace(DeviceGroup group, CollectiveConstants constants)
    {
        var network = group.Nodes > 1 ? group.PerNode * group.NetworkBandwidth * constants.NetworkShare : double.PositiveInfinity;
        var link = group.PerNode > 1 ? group.LinkBandwidth * constants.LinkShare : double.PositiveInfinity;
        return Math.Min(link, network);
    }
}
