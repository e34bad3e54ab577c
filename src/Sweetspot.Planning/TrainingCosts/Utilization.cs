namespace Sweetspot.Planning;

/// <summary>Share of peak FLOP/s that a training reaches.</summary>
public static class Utilization
{
    /// <summary>FLOPs done over FLOPs that the devices could have done. State with it which FLOPs are counted: attention as a full square or half of it, with or without recomputation.</summary>
    /// <param name="unitsPerSecond">Tokens, images or examples a second, over all devices.</param>
    /// <param name="flopsPerUnit">FLOPs of one.</param>
    /// <param name="devices">Devices.</param>
    /// <param name="peak">Dense FLOP/s of one.</param>
    public static double Of(double unitsPerSecond, double flopsPerUnit, double devices, double peak) => unitsPerSecond * flopsPerUnit / (devices * peak);

    /// <summary>Device hours of a training at a utilisation.</summary>
    /// <param name="utilization">Share of peak.</param>
    /// <param name="units">Tokens, images or examples in all.</param>
    /// <param name="flopsPerUnit">FLOPs of one, counted as for the utilisation.</param>
    /// <param name="peak">Dense FLOP/s of one device.</param>
    public static double DeviceHours(double utilization, double units, double flopsPerUnit, double peak) => units * flopsPerUnit / (utilization * peak * 3600);
}
