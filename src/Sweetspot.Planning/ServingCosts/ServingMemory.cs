namespace Sweetspot.Planning;

/// <summary>Bytes on one device that serves, and what fits.</summary>
/// <param name="Weights">Weights.</param>
/// <param name="CachePerSequence">Keys and values of one sequence of full length.</param>
/// <param name="Reserve">What the engine, its buffers and the system keep.</param>
/// <param name="Device">All that the device has.</param>
public readonly record struct ServingMemory(double Weights, double CachePerSequence, double Reserve, double Device)
{
    /// <summary>Sequences of full length that fit at a time; 0 where the weights alone do not.</summary>
    public long LargestBatch => Weights + Reserve >= Device ? 0
        : CachePerSequence > 0 ? (long)((Device - Weights - Reserve) / CachePerSequence) : long.MaxValue;

    /// <summary>Bytes in use with so many sequences.</summary>
    public double Total(double sequences) => Weights + (sequences * CachePerSequence) + Reserve;

    /// <summary>Of a setup.</summary>
    public static ServingMemory Of(ServingSetup setup)
    {
        var shape = ServingShape.Of(setup.Architecture, setup.Weights, setup.Cache);
        var times = new ServingTimes(shape, new ServingDevice(setup.Hardware, setup.Weights), setup.Engine, setup.Tensor, setup.Pipeline);
        return new ServingMemory(
            times.WeightBytes, shape.CacheBytes(setup.Prompt + setup.Generated, setup.Tensor) / setup.Pipeline,
            setup.Hardware.MemoryBytes - times.WeightBytes - times.PoolBytes, setup.Hardware.MemoryBytes);
    }
}
