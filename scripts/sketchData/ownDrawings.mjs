/** What the emoji set lacks and prompts often ask for, drawn by ourselves in its manner: flat, for a box of 32 × 32. */
export const ownDrawings = [
  {
    name: 'lighthouse',
    pose: 'building',
    body: [
      '<path fill="#ffd977" fill-opacity=".35" d="m15 6.4l-15-4.4v8.8zm2 0l15-4.4v8.8z"/>',
      '<path fill="#f4f4f4" d="m12.4 9.6l-2.6 20.8h12.4L19.6 9.6z"/>',
      '<path fill="#e5383b" d="m11.9 13.6l-.55 4.4h9.3l-.55-4.4zm-1.05 8.6l-.55 4.4h11.4l-.55-4.4z"/>',
      '<path fill="#c3c7d0" d="m17 9.6l1.4 20.8h3.8L19.6 9.6z" opacity=".55"/>',
      '<path fill="#433b6b" d="M11.2 8.4h9.6v1.6h-9.6zM13 4.6h6v3.8h-6z"/><path fill="#ffd977" d="M13.8 5.2h4.4v3.2h-4.4z"/>',
      '<path fill="#e5383b" d="M12.2 4.8L16 1.6l3.8 3.2z"/><path fill="#433b6b" d="M14.6 30.4v-3a1.4 1.4 0 0 1 2.8 0v3z"/>',
      '<path fill="#8f96a3" d="M6.6 31.6c0-1.2 1.4-1.6 3-1.6h12.8c1.6 0 3 .4 3 1.6z"/>',
    ].join(''),
  },
  {
    name: 'windmill',
    pose: 'building',
    body: [
      '<path fill="#d9b48a" d="m12.2 12l-2.6 19h12.8l-2.6-19z"/><path fill="#b98d66" d="m17.2 12l1.6 19h3.6l-2.6-19z"/>',
      '<path fill="#a5533f" d="M11.4 12.6c0-3.4 2-5.4 4.6-5.4s4.6 2 4.6 5.4z"/><path fill="#6d4534" d="M14.4 31v-4.4a1.6 1.6 0 0 1 3.2 0V31z"/>',
      '<path fill="#fff4d6" d="M14.6 18h2.8v3.4h-2.8z"/>',
      '<g transform="rotate(18 16 11)"><path fill="#f4efe6" d="M15.2 10.4L13.6.6h4.2l-1 9.8zm1.6 1.2l1.6 9.8h-4.2l1-9.8zm-1.4.2l-9.8 1.6V9.2l9.8 1zm1.2-1.6l9.8-1.6v4.2l-9.8-1z"/><path fill="#8a5a3b" d="M15.6.6h.8v20.8h-.8zM5.6 10.6h20.8v.8H5.6z"/></g>',
      '<circle cx="16" cy="11" r="1.4" fill="#6d4534"/>',
    ].join(''),
  },
  {
    name: 'pyramid',
    pose: 'building',
    body: [
      '<path fill="#e9b96a" d="M15 3L0 30h20z"/><path fill="#c98f45" d="m15 3l5 27h12z"/>',
      '<path fill="#a87432" d="M12.2 8h3.7l.4 1.2h-4.8zm-3.3 6h8.2l.2 1.2H8.2zm-3.4 6.200h12.7l.2 1.2H4.800zm-3.300 6h17l.2 1.200H1.500z" opacity=".45"/>',
    ].join(''),
  },
  {
    name: 'bridge',
    pose: 'building',
    body: [
      '<path fill="#b0503c" d="M0 22.400C8 12.800 24 12.800 32 22.400V30h-5c0-6-5-9.400-11-9.400S5 24 5 30H0z"/>',
      '<path fill="#8a3a2c" d="M0 24.600C8 15 24 15 32 24.600v1.600C24 16.600 8 16.600 0 26.200z" opacity=".6"/>',
      '<path fill="none" stroke="#e08a5f" stroke-width="1.200" d="M0 18.800C8 9.200 24 9.200 32 18.800"/>',
      '<path fill="none" stroke="#e08a5f" stroke-width="1" d="M3 16v4.200M8 13v4.600M13 11.800v4M19 11.800v4M24 13v4.600M29 16v4.200"/>',
    ].join(''),
  },
  {
    name: 'bamboo',
    pose: 'plant',
    body: [
      '<path fill="#5aa84a" d="M9 2h3v29H9zm10 4h3v25h-3z"/><path fill="#7cc65f" d="M9 2h1.200v29H9zm10 4h1.200v25H19z"/>',
      '<path fill="#3d7f37" d="M8.600 9.400h3.800v1H8.600zm0 8h3.800v1H8.600zm0 8h3.800v1H8.600zm10-13h3.800v1h-3.800zm0 8h3.800v1h-3.800z"/>',
      '<path fill="#44911b" d="M12 9.600c3-3.800 6-4.400 8.400-4c-1.400 3-4.600 4.600-8.400 4M9 17.600c-2.600-3.600-5.400-4-7.600-3.600c1.200 2.800 4 4.200 7.600 3.600m13-5.200c2.600-3.600 5.400-4 7.600-3.600c-1.200 2.800-4 4.200-7.600 3.600m-3 8c-2.200-2.600-4.600-3-6.400-2.600c1 2.400 3.400 3.400 6.400 2.600"/>',
    ].join(''),
  },
];
