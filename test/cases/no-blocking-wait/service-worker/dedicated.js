onmessage = ({ data }) => Atomics.wait(new Int32Array(data.region), 0, 0);
