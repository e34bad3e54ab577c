namespace Sweetspot.Planning;

/// <summary>Adds up the seconds of the operators of one micro-batch on one device.</summary>
/// <param name="setup">What is trained, how.</param>
/// <param name="constants">What operators reach.</param>
/// <param name="sizes">Its parameters and activations.</param>
internal sealed class OperatorTimes(TrainingSetup setup, TrainingConstants constants, TrainingMemoryTerms sizes)
{
    private readonly DeviceRates _rates = new(setup, constants);
    private double _compute;
    private double _memory;
    private double _exchange;
    private double _other;
    private double _ends;
    private double _scoreFlops;

    /// <summary>80 % of the rates of model and device left out together lie within this of the prediction, as a share; of a device left out, and of other kinds.</summary>
    private const double SeenSpread = 0.14;
    private const double UnseenSpread = 0.35;

    private double Again => setup.Recompute == Recompute.Full ? 1 : 0;

    /// <summary>The terms of the setup.</summary>
    /// <param name="flops">Model FLOPs of a micro-batch.</param>
    public TrainingTimeTerms Terms(double flops)
    {
        var (model, hardware, parallel) = (setup.Architecture, setup.Hardware, setup.Parallelism);
        switch (model)
        {
            case TransformerArchitecture transformer:
                Add(transformer);
                break;
            case VitArchitecture vit:
                Add(vit);
                break;
            case ConvolutionalArchitecture images:
                Add(images);
                break;
            case MlpArchitecture mlp:
                AddDense(mlp.Sizes);
                break;
            case RecommenderArchitecture recommender:
                Add(recommender);
                break;
            default:
                throw new InvalidOperationException($"No time model for {model.Kind}.");
        }

        var network = hardware.NetworkBandwidth > 0 ? hardware.NetworkBandwidth : hardware.LinkBandwidth;
        var isSeen = hardware is { Vendor: "NVIDIA", Kind: HardwareKind.DatacenterGpu } && model is TransformerArchitecture && _rates.Peak >= TrainingConstants.ReferencePeak;
        return new TrainingTimeTerms
        {
            Sizes = sizes,
            Compute = _compute,
            MemoryBound = _memory,
            Exchange = _exchange,
            Other = _other,
            Ends = _ends,
            Send = sizes.Boundary > 0 ? Collectives.Send(new DeviceGroup(2, 1, network, network), sizes.Boundary) : 0,
            Tensor = parallel.Tensor,
            MemoryRate = _rates.Memory,
            LinkRate = hardware.LinkBandwidth * CollectiveConstants.Shipped.LinkShare,
            NetworkRate = network * constants.ExchangeShare,
            PerNode = Math.Max(1, hardware.DevicesPerNode),
            Peak = _rates.Peak,
            ModelFlops = flops,
            HardwareFlops = setup.Recompute switch { Recompute.Full => (flops * 4 / 3) - HeadFlops(), Recompute.Selective when !setup.FlashAttention => flops + _scoreFlops, _ => flops },
            Units = TrainingTimeModel.Units(setup),
            Constants = constants,
            Spread = isSeen ? SeenSpread : UnseenSpread,
            IsSeen = isSeen,
        };
    }

    /// <summary>FLOPs of the output forwards: it is not worked out again (arXiv 2104.04473, appendix: the 16 beside the vocabulary).</summary>
    private double HeadFlops() => setup.Architecture is TransformerArchitecture { HasHead: true } model ? 2.0 * model.Vocabulary * model.Width * setup.MicroBatch * setup.Context : 0;

    private void Add(TransformerArchitecture model)
    {
        var rows = (double)setup.MicroBatch * setup.Context / setup.Parallelism.Context;
        foreach (var block in model.Encoder)
        {
            Add(block, model.Width, rows, setup.Context, isCausal: false);
        }

        foreach (var block in model.Decoder)
        {
            Add(block, model.Width, rows, setup.Context, isCausal: true);
        }

        if (model.HasHead)
        {
            var columns = (double)model.Vocabulary / setup.Parallelism.Tensor;
            AddEnd(_rates.Product(rows, columns, model.Width), rows * columns * 16); // written, widened, softmax, its gradient
        }
    }

    private void Add(VitArchitecture model)
    {
        var patches = (double)setup.MicroBatch * (model.Tokens - 1) / setup.Parallelism.Context;
        AddEnd(_rates.Product(patches, model.Width, model.Channels * model.Patch * model.Patch), 0);
        Add(model.Block, model.Width, patches * model.Tokens / (model.Tokens - 1), model.Tokens, isCausal: false);
    }

    private void Add(LayerShape layer, double width, double rows, long keys, bool isCausal)
    {
        var (tensor, bytes) = (setup.Parallelism.Tensor, setup.Kept.Bytes);
        var whole = setup.Parallelism.SequenceParallel ? 1.0 / tensor : 1;
        var products = Attention(layer.Attention, width, rows, rows) + (layer.Cross is { } crossed ? Attention(crossed, width, rows, rows) : default);
        var (forward, units, moved) = layer.Mixture is { } mixture ? Experts(mixture, width, rows) : Dense(layer.FeedForward!, width, rows);
        products += forward;

        var scores = ((layer.ScoreFlops(keys, isCausal && setup.FlashAttention) / layer.Layers) + (layer.Cross?.ScoreFlops(keys) ?? 0)) * rows / tensor;
        var attention = scores / _rates.Attention;
        var written = setup.FlashAttention ? 0 : rows * keys * layer.Attention.Heads / tensor * ((4 * bytes) + (setup.Dropout ? bytes + 1 : 0)) / _rates.Memory;

        var norms = (2 * layer.Norms) + (layer.Cross is null ? 6 : 9); // a norm reads and writes, a sum reads two and writes one
        var numbers = (norms * width * whole) + units + (2 * ((layer.Attention.Queries / (double)tensor) + KeyNumbers(layer.Attention))) + moved;
        var memory = (rows * numbers * bytes * _rates.Traffic / _rates.Memory) + written;

        var group = DeviceGroup.Of(setup.Hardware, tensor);
        var exchange = (layer.Cross is null ? 2 : 3) * Collectives.AllReduce(group, rows * width * bytes) + Routing(layer, width, rows) + Keys(layer, rows);
        var selective = setup.Recompute == Recompute.Selective && !setup.FlashAttention ? 1 : 0;
        _compute += layer.Layers * (((1 + Again) * (products.Forward + attention)) + products.Backward + ((setup.FlashAttention ? 2.5 : 2) * attention) + (selective * attention));
        _memory += layer.Layers * (((3 + Again) * memory) + products.Cast + (selective * written));
        _exchange += layer.Layers * (2 + Again) * exchange;
        _other += layer.Layers * ((constants.LayerSeconds * (3 + Again) / 3) + (layer.Mixture is { } experts ? constants.ExpertSeconds * experts.Experts / setup.Parallelism.Expert : 0));
        _scoreFlops += layer.Layers * scores * tensor * setup.Parallelism.Context;
    }

    private ProductSeconds Attention(AttentionShape shape, double width, double rows, double keyRows)
    {
        var tensor = setup.Parallelism.Tensor;
        var (queries, mixed) = ((double)shape.Queries / tensor, (double)shape.Mixed / tensor);
        if (shape.Latent is { } latent)
        {
            var small = latent.QueryRank is { } rank ? _rates.Product(rows, rank, width) + _rates.Product(rows, queries, rank) : _rates.Product(rows, queries, width);
            return small + _rates.Product(rows, latent.Rank + latent.Rotary, width)
                + _rates.Product(rows, (double)shape.Heads / tensor * (latent.Plain + latent.Value), latent.Rank) + _rates.Product(rows, width, mixed);
        }

        return _rates.Product(keyRows, queries + (2 * KeyNumbers(shape)), width) + _rates.Product(rows, width, mixed);
    }

    private (ProductSeconds Products, double Units, double Moved) Dense(FeedForwardShape shape, double width, double rows)
    {
        var (units, inputs) = ((double)shape.Units / setup.Parallelism.Tensor, shape.IsGated ? 2 : 1);
        return (_rates.Product(rows, inputs * units, width) + _rates.Product(rows, width, units), (inputs + 1) * units, 0);
    }

    private (ProductSeconds Products, double Units, double Moved) Experts(MixtureShape mixture, double width, double rows)
    {
        var (parallel, expert, inputs) = (setup.Parallelism, mixture.Expert, mixture.Expert.IsGated ? 2 : 1);
        var (here, units) = ((double)mixture.Experts / parallel.Expert, (double)expert.Units / parallel.Tensor);
        var each = rows * mixture.PerToken / here; // even routing: as many rows come as go
        var products = _rates.Product(each, inputs * units, width, here) + _rates.Product(each, width, units, here) + _rates.Product(rows, mixture.Experts, width);
        var touched = (inputs + 1) * units * mixture.PerToken;
        if (mixture.Shared is { } shared)
        {
            var (both, more, _) = Dense(shared, width, rows);
            (products, touched) = (products + both, touched + more);
        }

        return (products, touched, 4 * mixture.PerToken * width); // sorted by expert and back
    }

    private double Routing(LayerShape layer, double width, double rows) => layer.Mixture is { } mixture && setup.Parallelism.Expert > 1
        ? 2 * Collectives.AllToAll(DeviceGroup.Of(setup.Hardware, setup.Parallelism.Expert, setup.Parallelism.Tensor), rows * mixture.PerToken * width * setup.Kept.Bytes)
        : 0;

    /// <summary>Keys and values of the whole context go around the devices that share it.</summary>
    private double Keys(LayerShape layer, double rows) => setup.Parallelism.Context == 1 ? 0 : Collectives.AllGather(
        DeviceGroup.Of(setup.Hardware, setup.Parallelism.Context, setup.Parallelism.Tensor), rows * setup.Parallelism.Context * layer.Attention.KeysAndValues(setup.Parallelism.Tensor) * setup.Kept.Bytes);

    private double KeyNumbers(AttentionShape shape) => shape.Latent is { } latent
        ? (double)shape.Heads / setup.Parallelism.Tensor * (latent.Plain + latent.Value)
        : Math.Max(1, (double)shape.KeyValueHeads / setup.Parallelism.Tensor) * shape.HeadSize;

    private void AddEnd(ProductSeconds product, double bytes) => _ends += product.Forward + product.Backward + product.Cast + (bytes / _rates.Memory);

    /// <summary>Convolutions of few channels a group wait for memory; the others are products of the patches of a map.</summary>
    private void Add(ConvolutionalArchitecture network)
    {
        var (batch, bytes) = (setup.MicroBatch, setup.Kept.Bytes);
        foreach (var layer in network.Products)
        {
            var numbers = 5.0 * layer.Outputs; // a norm reads twice and writes, an activation reads and writes
            if (layer.Columns / layer.Groups < FewestColumns)
            {
                numbers += layer.Inputs + layer.Outputs;
            }
            else
            {
                var product = _rates.Product(layer.Rows * batch, (double)layer.Columns / layer.Groups, layer.Depth, layer.Groups);
                _compute += product.Forward + product.Backward;
                _memory += product.Cast;
            }

            _memory += 3 * batch * numbers * bytes / _rates.Memory;
            _other += constants.LayerSeconds / ProductsOfLayer;
        }
    }

    private void Add(RecommenderArchitecture model)
    {
        var wide = model.Fields * model.Size;
        var looked = (double)setup.MicroBatch * (wide + (model.HasLinear ? model.Fields : 0));
        _memory += 6 * looked * setup.Kept.Bytes / _rates.Memory; // rows read and written out; gradients written, read and added
        if (model.Interaction is Interaction.CrossMatrix)
        {
            AddDense([.. Enumerable.Repeat(wide, model.CrossLayers + 1)]);
        }

        AddDense(model.Bottom);
        AddDense([wide, .. model.Hidden, 1]);
    }

    private void AddDense(IReadOnlyList<int> sizes)
    {
        for (var layer = 1; layer < sizes.Count; layer++)
        {
            var product = _rates.Product(setup.MicroBatch, sizes[layer], sizes[layer - 1]);
            _compute += product.Forward + product.Backward;
            _memory += product.Cast + (3.0 * setup.MicroBatch * 2 * sizes[layer] * setup.Kept.Bytes * _rates.Traffic / _rates.Memory);
            _other += constants.LayerSeconds / ProductsOfLayer;
        }
    }

    /// <summary>Channels of a group below which a convolution is no product worth a matrix unit.</summary>
    private const int FewestColumns = 8;

    /// <summary>Products of a transformer's layer, for which <see cref="TrainingConstants.LayerSeconds"/> is stated.</summary>
    private const int ProductsOfLayer = 4;
}
