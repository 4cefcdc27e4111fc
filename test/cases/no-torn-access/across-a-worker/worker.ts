self.onmessage = ({ data }: MessageEvent<{ region: SharedArrayBuffer }>) => {
  const samples = new Float32Array(data.region);
  for (let n = 0; ; n++) samples[0] = Math.sin(n);
};
