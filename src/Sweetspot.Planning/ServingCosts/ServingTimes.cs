namespace Sweetspot.Planning;

/// <summary>Times of one model on one arrangement of devices: plain arithmetic without allocation, made for searches.</summary>
/// <remarks>
/// A step = weights (memory or FLOPs, whichever is slower, joined smoothly) + cache + collectives + a floor. Formulas, sources and known errors: docs/serving-costs.md.
/// Pipeline stages follow one another, each with its share of the sequences: a token passes all, so stages add memory and throughput, not speed for one.
/// </remarks>
public readonly struct ServingTimes
{
    private const double PieceTokens = 512; // the default of llama.cpp; no measurement of engines for many users has stages

    private readonly ServingShape _shape;
    private readonly ServingDevice _device;
    private readonly ServerConstants _server;
    private readonly LocalConstants _local;
    private readonly int _tensor;
    private readonly int _pipeline;
    private readonly bool _isLocal;

    /// <summary>Of a model on devices.</summary>
    public ServingTimes(ServingShape shape, ServingDevice device, ServingEngine engine, int tensor = 1, int pipeline = 1, ServingConstants? constants = null)
    {
        (_shape, _device, _tensor, _pipeline, _isLocal) = (shape, device, tensor, pipeline, engine == ServingEngine.Local);
        (_server, _local) = ((constants ?? ServingConstants.Shipped).Server, (constants ?? ServingConstants.Shipped).Local);
    }

    /// <summary>Bytes of weights on a device, stages taken as equal.</summary>
    public double WeightBytes => _shape.StoredBytes / (_tensor * _pipeline);

    /// <summary>Bytes for the cache on a device; negative where the weights alone do not fit.</summary>
    public double PoolBytes => (_device.Memory * (_isLocal ? _local.MemoryShare : _server.MemoryShare)) - WeightBytes;

    /// <summary>Sequences that fit at a time.</summary>
    /// <param name="tokens">Tokens of one, on average over its life.</param>
    public double LargestBatch(double tokens)
    {
        var one = _shape.CacheBytes(tokens, _tensor) / _pipeline;
        return PoolBytes <= 0 ? 0 : one > 0 ? PoolBytes / one : double.MaxValue;
    }

    /// <summary>Seconds of a decoding step: each of so many sequences gets a token.</summary>
    /// <param name="batch">Sequences.</param>
    /// <param name="context">Tokens before it, on average.</param>
    public double StepSeconds(double batch, double context)
    {
        var together = Math.Max(1, batch / _pipeline); // stages work on different sequences at a time
        return _isLocal ? LocalStep(together, context) : ServerStep(together, context);
    }

    /// <summary>Seconds to read so many prompts of so many tokens together, up to the first token of each.</summary>
    public double PrefillSeconds(double tokens, double batch = 1)
    {
        var flops = PrefillFlopSeconds(tokens, batch);
        var bytes = (_shape.ReadBytes + _shape.ExpertBytes(tokens * batch)) / (_device.Bandwidth * BandwidthShare * _tensor);
        return (Slower(flops, bytes) * Overlap(tokens * batch)) + Floor + Collectives(tokens * batch);
    }

    /// <summary>Clients that each keep one request going: a prompt, so many tokens, then the next.</summary>
    /// <param name="prompt">Tokens of a prompt.</param>
    /// <param name="generated">Tokens of an answer.</param>
    /// <param name="clients">Clients.</param>
    /// <param name="most">Sequences that the engine lets run at a time, memory apart.</param>
    /// <remarks>
    /// While a sequence decodes, each of the others has one prompt read; memory that is short lets fewer run, and the rest wait (Little's law). Steps with prompts in
    /// them read the weights anyway, so such a prompt costs its FLOPs and collectives only.
    /// </remarks>
    public ServingLoad UnderLoad(double prompt, double generated, double clients, double most = double.MaxValue)
    {
        var fits = LargestBatch(prompt + (generated / 2));
        var running = Math.Min(Math.Min(clients, most), Math.Max(1, fits));
        var joined = (PrefillFlopSeconds(prompt, 1) + CollectiveBytes(prompt)) / _pipeline;
        var share = (running - 1) / Math.Max(1, generated); // prompts of others in a step, on average
        var step = StepSeconds(running, prompt + (generated / 2));
        var perToken = step + (_server.Interference * share * joined) + (_isLocal ? 0 : _server.PromptLayerSeconds * _shape.Layers * Math.Min(1, share));
        var first = PrefillSeconds(prompt) + (step / 2) + (_isLocal ? 0 : _server.FirstTokenSeconds) + (_server.QueueShare * (running - 1) / 2 * joined);
        var service = first + (perToken * Math.Max(0, generated - 1));
        var waiting = ((clients / running) - 1) * service;
        return new ServingLoad(first + waiting, perToken, running * generated / service, running, fits < Math.Min(clients, most));
    }

    /// <summary>The most that the devices serve: as many clients as memory holds, and always others waiting.</summary>
    /// <param name="prompt">Tokens of a prompt.</param>
    /// <param name="generated">Tokens of an answer.</param>
    /// <param name="most">Sequences at a time at most.</param>
    public ServingLoad Saturated(double prompt, double generated, double most = 2048) =>
        UnderLoad(prompt, generated, Math.Max(1, Math.Min(most, LargestBatch(prompt + (generated / 2)))), most);

    private double BandwidthShare => !_isLocal ? _server.Bandwidth : _device.IsCpu ? _local.CpuBandwidth : _device.IsApple ? _local.AppleBandwidth : _local.GpuBandwidth;

    private double Floor => _isLocal ? _local.StepSeconds + (_shape.Layers * _local.LayerSeconds) : _server.StepSeconds + (_shape.Layers * _server.LayerSeconds);

    private double ServerStep(double batch, double context)
    {
        var (reads, flops) = (_device.Bandwidth * _tensor, _device.Peak * _server.DecodeCompute * _tensor);
        var blocks = _shape.BlockProducts + _shape.HeadProducts;
        var weights = Slower(_shape.ReadBytes / (reads * _server.Bandwidth), 2 * batch * blocks / flops);
        var experts = _shape.ExpertProducts > 0 ? Slower(_shape.ExpertBytes(batch) / (reads * _server.ExpertBandwidth), 2 * batch * _shape.ExpertProducts / flops) : 0;
        var packed = _shape.Weights.IsPacked ? _server.UnpackFlops * blocks / (_device.Vector * _tensor) : 0;
        var cache = Math.Max(
            batch * _shape.CacheBytes(context, _tensor) / (_device.Bandwidth * _server.CacheBandwidth),
            batch * _shape.DecodeScoreFlops(context) / (_device.WidePeak * _server.DecodeCompute * _tensor));
        return weights + experts + packed + cache + Floor + (_server.SequenceSeconds * batch) + Collectives(batch);
    }

    private double LocalStep(double batch, double context)
    {
        var bandwidth = _device.Bandwidth * _tensor;
        var products = _shape.BlockProducts + _shape.HeadProducts + (_shape.ExpertProducts > 0 ? _shape.ExpertProducts : 0);
        var bytes = (_shape.ReadBytes + _shape.ExpertBytes(batch)) / (bandwidth * BandwidthShare);
        var multiply = 2 * batch * products / (_device.Peak * _local.PrefillCompute * _tensor);
        double weights, cache;
        if (_device.IsApple)
        {
            weights = Slower(bytes, Math.Max(multiply, _shape.Weights.IsPacked ? _local.ApplePackedFlops * products / (_device.Vector * _tensor) : 0));
            cache = batch * _shape.RepeatedCacheBytes(context, _tensor) / (_device.Bandwidth * _local.AppleCache);
        }
        else
        {
            weights = Slower(bytes, multiply) + (_shape.Weights.IsPacked && !_device.IsCpu ? _local.GpuUnpackFlops * products / (_device.Vector * _tensor) : 0);
            cache = batch * _shape.CacheBytes(context, _tensor) / (_device.Bandwidth * (_device.IsCpu ? BandwidthShare : _local.GpuCache));
        }

        return weights + cache + Floor + Collectives(batch);
    }

    /// <summary>With pipeline stages a prompt goes through in pieces, and stages work on different ones: (p + m − 1) / (p · m) of the time for m pieces.</summary>
    private double Overlap(double tokens)
    {
        var pieces = Math.Max(1, tokens / PieceTokens);
        return (_pipeline + pieces - 1) / (_pipeline * pieces);
    }

    /// <summary>Seconds of a prompt's FLOPs alone. The output over the vocabulary is needed for its last token only.</summary>
    private double PrefillFlopSeconds(double tokens, double batch)
    {
        var share = !_isLocal ? _server.PrefillCompute : _shape.Weights.IsPacked ? _local.PackedPrefillCompute : _local.PrefillCompute;
        var products = 2 * batch * ((tokens * (_shape.BlockProducts + _shape.ExpertProducts)) + _shape.HeadProducts);
        return ((products / _device.Peak) + (batch * _shape.PrefillScoreFlops(tokens) / _device.WidePeak)) / (share * _tensor);
    }

    /// <summary>Two all-reduces a layer of the tokens' vectors, 16 bits a number, in a ring.</summary>
    private double Collectives(double tokens) => _tensor == 1 ? 0 : (2 * _shape.Layers * _server.CollectiveSeconds) + CollectiveBytes(tokens);

    private double CollectiveBytes(double tokens) => _tensor == 1 || _device.Link <= 0 ? 0
        : 2 * _shape.Layers * 2 * (_tensor - 1.0) / _tensor * tokens * _shape.Width * 2 / (_device.Link * _server.LinkShare);

    /// <summary>The slower of two that overlap in part: the root of their squares.</summary>
    private static double Slower(double one, double other) => Math.Sqrt((one * one) + (other * other));
}
