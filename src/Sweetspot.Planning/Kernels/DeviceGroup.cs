namespace Sweetspot.Planning;

/// <summary>Devices that exchange data, and what joins them.</summary>
/// <param name="Devices">All of them.</param>
/// <param name="PerNode">Those in one node; a group within a node has as many as <paramref name="Devices"/>.</param>
/// <param name="LinkBandwidth">Bytes a second, direction and device within a node.</param>
/// <param name="NetworkBandwidth">Bytes a second, direction and device between nodes.</param>
public readonly record struct DeviceGroup(int Devices, int PerNode, double LinkBandwidth, double NetworkBandwidth)
{
    /// <summary>Nodes over which they are spread.</summary>
    public int Nodes => (Devices + PerNode - 1) / PerNode;

    /// <summary>Devices of one kind, packed densely into nodes.</summary>
    /// <param name="hardware">The device.</param>
    /// <param name="devices">How many.</param>
    /// <param name="stride">1 for neighbours; where devices of another kind of parallelism lie between two of the group, how far apart the two are.</param>
    public static DeviceGroup Of(Hardware hardware, int devices, int stride = 1) =>
        new(devices, Math.Max(1, Math.Min(devices, hardware.DevicesPerNode / Math.Max(1, stride))), hardware.LinkBandwidth, hardware.NetworkBandwidth);
}
